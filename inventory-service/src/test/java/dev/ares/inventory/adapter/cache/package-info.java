@NullMarked
package dev.ares.inventory.adapter.cache;

import org.jspecify.annotations.NullMarked;
