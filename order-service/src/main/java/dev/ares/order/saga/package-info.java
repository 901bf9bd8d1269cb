/** The checkout and the refund: a table of steps each, and what their outcome means for the order. */
@NullMarked
package dev.ares.order.saga;

import org.jspecify.annotations.NullMarked;
