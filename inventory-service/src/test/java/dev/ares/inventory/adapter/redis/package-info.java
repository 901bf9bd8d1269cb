@NullMarked
package dev.ares.inventory.adapter.redis;

import org.jspecify.annotations.NullMarked;
