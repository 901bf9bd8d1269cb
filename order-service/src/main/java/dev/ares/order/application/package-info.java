/**
 * One class per use case, and the ports that they need.
 *
 * <ul>
 *   <li>Placing: PlaceOrder, NewOrders, WriteOrders; of OrderKey and NewOrder.
 *   <li>Following: FindOrders, FollowOrder, SharedLooks, OrderSignals, OpenWaits, OpenStreams, Places.
 *   <li>Ending: CancelOrder, SettleOrders.
 *   <li>Giving back: RequestRefund, FindRefunds, StartRefunds, SettleRefunds, HonourCancels.
 *   <li>Ports: Orders, Refunds, Checkouts, Repayments, Timelines, Prices, CustomerProfiles.
 * </ul>
 */
@NullMarked
package dev.ares.order.application;

import org.jspecify.annotations.NullMarked;
