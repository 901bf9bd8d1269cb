/** From the local message table to the broker: sent right after the commit, found again by the poller. */
@NullMarked
package dev.ares.messaging.relay;

import org.jspecify.annotations.NullMarked;
