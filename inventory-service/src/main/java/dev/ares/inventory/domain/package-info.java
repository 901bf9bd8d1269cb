/** Products, stock and reservations: the rules, without any framework. */
@NullMarked
package dev.ares.inventory.domain;

import org.jspecify.annotations.NullMarked;
