/** What the business is counted by. */
@NullMarked
package dev.ares.inventory.adapter.metrics;

import org.jspecify.annotations.NullMarked;
