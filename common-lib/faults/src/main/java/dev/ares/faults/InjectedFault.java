package dev.ares.faults;

import java.time.Duration;

/**
 * What is to go wrong with this one call.
 *
 * @param delay see {@link FaultRule#delay()}
 * @param arrives with {@code DROP}: whether only the answer is lost, so that the work is done all the same
 */
public record InjectedFault(FaultKind kind, Duration delay, boolean arrives) {}
