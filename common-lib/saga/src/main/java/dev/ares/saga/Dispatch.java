package dev.ares.saga;

import java.util.UUID;

/**
 * A command to be written to the outbox.
 *
 * @param attempt 1 for the first; a repeated command carries the same natural key and must be harmless
 */
public record Dispatch<C>(UUID sagaId, String step, int attempt, C command) {}
