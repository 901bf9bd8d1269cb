@NullMarked
package dev.ares.cache.redis;

import org.jspecify.annotations.NullMarked;
