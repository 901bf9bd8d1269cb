/** The second level in Redis, and the way on which its invalidations come. */
@NullMarked
package dev.ares.cache.redis;

import org.jspecify.annotations.NullMarked;
