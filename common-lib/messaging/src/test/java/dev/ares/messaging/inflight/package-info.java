@NullMarked
package dev.ares.messaging.inflight;

import org.jspecify.annotations.NullMarked;
