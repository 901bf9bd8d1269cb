package dev.ares.cache;

import java.time.Duration;

/**
 * A value that was true once.
 *
 * @param age since its load began
 */
public record Aged<V>(V value, Duration age) {}
