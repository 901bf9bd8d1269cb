@NullMarked
package dev.ares.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
