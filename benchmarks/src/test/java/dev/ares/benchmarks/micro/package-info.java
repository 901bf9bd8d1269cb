@NullMarked
package dev.ares.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
