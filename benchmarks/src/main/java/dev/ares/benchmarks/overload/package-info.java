/** Limiters under twice the load that the shop behind them can do. */
@NullMarked
package dev.ares.benchmarks.overload;

import org.jspecify.annotations.NullMarked;
