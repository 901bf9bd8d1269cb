@NullMarked
package dev.ares.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
