/** The local message table and its relay against other ways from a commit to a broker. */
@NullMarked
package dev.ares.benchmarks.relay;

import org.jspecify.annotations.NullMarked;
