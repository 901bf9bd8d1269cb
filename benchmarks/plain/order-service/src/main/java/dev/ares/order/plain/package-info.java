/** Plain coupled calls in place of the saga: docs/decisions/plain-calls.md. */
@NullMarked
package dev.ares.order.plain;

import org.jspecify.annotations.NullMarked;
