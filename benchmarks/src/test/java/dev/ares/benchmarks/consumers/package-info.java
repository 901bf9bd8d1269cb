@NullMarked
package dev.ares.benchmarks.consumers;

import org.jspecify.annotations.NullMarked;
