/** Whole checkouts through the gateway, by who coordinates them: docs/benchmarks.md. */
@NullMarked
package dev.ares.benchmarks.checkout;

import org.jspecify.annotations.NullMarked;
