/** Commands in, replies out. */
@NullMarked
package dev.ares.payment.adapter.messaging;

import org.jspecify.annotations.NullMarked;
