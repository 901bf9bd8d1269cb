/** How requests are shared among instances, one of which is slow. */
@NullMarked
package dev.ares.benchmarks.balancing;

import org.jspecify.annotations.NullMarked;
