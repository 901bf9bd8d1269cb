/**
 * Messages between services: written with the effect that they tell of, sent after the commit, applied once. What
 * services use is {@link dev.ares.messaging.Outbox} to send and {@link dev.ares.messaging.Subscription} to receive. Behind
 * the one works {@code relay}, behind the other {@code reader}, for people {@code operator}; {@code postgres}, {@code kafka}
 * and {@code web} are what they stand on.
 */
@NullMarked
package dev.ares.messaging;

import org.jspecify.annotations.NullMarked;
