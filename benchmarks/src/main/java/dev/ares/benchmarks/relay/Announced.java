package dev.ares.benchmarks.relay;

/** The event of {@link Modulith}; public because it is written down as JSON. */
public record Announced(String key, String body) {}
