@NullMarked
package dev.ares.benchmarks.checkout;

import org.jspecify.annotations.NullMarked;
