/** A whole shop that is started, made ready, ordered at and counted: what the benchmarks of whole shops have in common. */
@NullMarked
package dev.ares.benchmarks.shop;

import org.jspecify.annotations.NullMarked;
