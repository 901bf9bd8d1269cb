/** The provider, spoken to through Stripe's own client. */
@NullMarked
package dev.ares.payment.adapter.stripe;

import org.jspecify.annotations.NullMarked;
