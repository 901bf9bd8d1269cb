/** Beside the service's own adapter, whose reading of the provider's answers it shares. */
@NullMarked
package dev.ares.payment.adapter.stripe;

import org.jspecify.annotations.NullMarked;
