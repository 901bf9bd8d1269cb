/** How much work a consumer takes on at a time. */
@NullMarked
package dev.ares.messaging.inflight;

import org.jspecify.annotations.NullMarked;
