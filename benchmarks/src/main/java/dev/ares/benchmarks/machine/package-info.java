/** What a benchmark runs on. */
@NullMarked
package dev.ares.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
