package dev.ares.messaging;

import java.time.Duration;

/**
 * What lies in a service's message tables.
 *
 * @param pending messages to be sent, the ones under way included
 * @param oldest age of the oldest of them; zero when there is none
 * @param failed messages given up as at fault, which wait for an operator
 * @param deadLetters records that a reader of this service could not apply, which wait for an operator
 */
public record Backlog(long pending, Duration oldest, long failed, long deadLetters) {}
