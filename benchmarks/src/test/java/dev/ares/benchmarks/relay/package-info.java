@NullMarked
package dev.ares.benchmarks.relay;

import org.jspecify.annotations.NullMarked;
