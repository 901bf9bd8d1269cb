/** How soon the whole shop is there, and what it keeps in memory: docs/benchmarks.md. */
@NullMarked
package dev.ares.benchmarks.stack;

import org.jspecify.annotations.NullMarked;
