/** What is read often, kept in this process and in Redis. */
@NullMarked
package dev.ares.inventory.adapter.cache;

import org.jspecify.annotations.NullMarked;
