/** What single operations cost, by JMH: time and memory. */
@NullMarked
package dev.ares.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
