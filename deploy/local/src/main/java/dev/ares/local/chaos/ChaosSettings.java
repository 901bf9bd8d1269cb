package dev.ares.local.chaos;

import java.time.Duration;

/**
 * How a run goes.
 *
 * @param seed repeats the run: the same faults in the same order, the same orders
 * @param length for how long faults happen
 * @param every the time between two faults
 * @param ordersPerSecond placed at a steady rate, whatever the shop's state
 * @param patience how long everything may take to end after the last fault, the start of what was killed included
 */
public record ChaosSettings(long seed, Duration length, Duration every, double ordersPerSecond, Duration patience) {}
