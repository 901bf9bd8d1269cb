@NullMarked
package dev.ares.benchmarks.replicas;

import org.jspecify.annotations.NullMarked;
