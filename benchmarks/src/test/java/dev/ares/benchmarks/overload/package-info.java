@NullMarked
package dev.ares.benchmarks.overload;

import org.jspecify.annotations.NullMarked;
