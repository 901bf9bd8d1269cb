@NullMarked
package dev.ares.order.adapter.inventory;

import org.jspecify.annotations.NullMarked;
