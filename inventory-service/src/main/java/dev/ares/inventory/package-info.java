/** Products, prices and stock. */
@NullMarked
package dev.ares.inventory;

import org.jspecify.annotations.NullMarked;
