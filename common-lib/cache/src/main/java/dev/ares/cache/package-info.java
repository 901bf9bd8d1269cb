/**
 * A cache in two levels: in this process, and shared through Redis. Begin with {@link dev.ares.cache.TwoLevelCache}; the
 * rule that keeps it from being stale stands in {@link dev.ares.cache.Entry}.
 */
@NullMarked
package dev.ares.cache;

import org.jspecify.annotations.NullMarked;
