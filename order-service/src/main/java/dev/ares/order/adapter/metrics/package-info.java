/** What the business is counted by. */
@NullMarked
package dev.ares.order.adapter.metrics;

import org.jspecify.annotations.NullMarked;
