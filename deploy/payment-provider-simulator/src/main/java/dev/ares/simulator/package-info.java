/** A payment provider to shop against: the Stripe API as far as the payment service speaks it, durable, with faults. */
@NullMarked
package dev.ares.simulator;

import org.jspecify.annotations.NullMarked;
