/** The checkout: a table of steps, and what their outcome means for the order. */
@NullMarked
package dev.ares.order.saga;

import org.jspecify.annotations.NullMarked;
