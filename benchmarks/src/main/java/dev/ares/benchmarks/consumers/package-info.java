/** Consumers whose work in flight follows what arrives, against fixed settings. */
@NullMarked
package dev.ares.benchmarks.consumers;

import org.jspecify.annotations.NullMarked;
