/** Measurements that anybody can repeat. */
@NullMarked
package dev.ares.benchmarks;

import org.jspecify.annotations.NullMarked;
