/** Payments, refunds and webhooks in PostgreSQL. */
@NullMarked
package dev.ares.payment.adapter.postgres;

import org.jspecify.annotations.NullMarked;
