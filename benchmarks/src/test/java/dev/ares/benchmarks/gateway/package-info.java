@NullMarked
package dev.ares.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
