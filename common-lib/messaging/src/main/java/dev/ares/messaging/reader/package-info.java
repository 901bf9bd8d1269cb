/** From the broker to the handlers: applied once, in batches; what cannot be applied becomes a dead letter. */
@NullMarked
package dev.ares.messaging.reader;

import org.jspecify.annotations.NullMarked;
