/** Remote calls that end in time, in number and in error: time-out, bulkhead, circuit breaker, and retry where it is harmless. */
@NullMarked
package dev.ares.resilience;

import org.jspecify.annotations.NullMarked;
