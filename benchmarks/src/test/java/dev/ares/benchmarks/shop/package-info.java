@NullMarked
package dev.ares.benchmarks.shop;

import org.jspecify.annotations.NullMarked;
