/**
 * Messages between services: written with the effect that they tell of, sent after the commit, applied once. What
 * services use is {@link dev.ares.messaging.Outbox} to send and {@link dev.ares.messaging.Subscription} to receive.
 */
@NullMarked
package dev.ares.messaging;

import org.jspecify.annotations.NullMarked;
