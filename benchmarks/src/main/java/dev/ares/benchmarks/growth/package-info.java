/** What an order costs in a shop that has a past. */
@NullMarked
package dev.ares.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
