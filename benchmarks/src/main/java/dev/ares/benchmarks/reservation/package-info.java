/** Reservations that share a transaction against those that have one each. */
@NullMarked
package dev.ares.benchmarks.reservation;

import org.jspecify.annotations.NullMarked;
