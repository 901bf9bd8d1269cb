@NullMarked
package dev.ares.benchmarks.stack;

import org.jspecify.annotations.NullMarked;
