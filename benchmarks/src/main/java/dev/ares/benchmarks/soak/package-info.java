/** Whether memory stays flat while the shop does the same for long: docs/benchmarks.md. */
@NullMarked
package dev.ares.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
