/** What the business is counted by. */
@NullMarked
package dev.ares.payment.adapter.metrics;

import org.jspecify.annotations.NullMarked;
