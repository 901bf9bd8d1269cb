@NullMarked
package dev.ares.messaging.relay;

import org.jspecify.annotations.NullMarked;
