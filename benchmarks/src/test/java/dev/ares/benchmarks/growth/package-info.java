@NullMarked
package dev.ares.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
