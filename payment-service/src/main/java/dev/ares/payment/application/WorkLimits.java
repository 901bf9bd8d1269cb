package dev.ares.payment.application;

import java.time.Duration;

/**
 * How much waits for the provider, and how long that takes.
 *
 * @param queue items that are worked on or wait for it in memory; further ones stay in the database until they are due
 * @param lease for how long an item is held; longer than {@code callTimeout}
 * @param callTimeout within which the provider port answers
 * @param keyLifetime how long after its first use the provider is trusted to know a key
 */
public record WorkLimits(int queue, Duration lease, Duration callTimeout, Duration keyLifetime) {}
