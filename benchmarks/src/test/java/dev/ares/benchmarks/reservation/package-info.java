@NullMarked
package dev.ares.benchmarks.reservation;

import org.jspecify.annotations.NullMarked;
