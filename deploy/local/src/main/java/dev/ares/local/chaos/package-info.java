/**
 * Breaks the running shop on purpose while orders are placed, then shows whether anything was lost or wrong. Chaos runs all:
 *
 * <ul>
 *   <li>The plan: FaultPlan, of Faults.
 *   <li>Doing it: Disturbance, FaultInjector, ProcessFaults, SwitchFaults, which counts SpoiledCalls.
 *   <li>Orders: OrderStream, of Wishes, and the FollowUps of each, with the same Persistence; Tally
 *       counts what customers meant and were told.
 *   <li>Judging: Promises hold it against the OrderBook, which order-service has written; ChaosResult, told by ChaosReport.
 * </ul>
 */
@NullMarked
package dev.ares.local.chaos;

import org.jspecify.annotations.NullMarked;
