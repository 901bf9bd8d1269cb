/** Plain coupled calls in place of the saga: docs/decisions/plain-calls.md. */
@NullMarked
package dev.ares.payment.plain;

import org.jspecify.annotations.NullMarked;
