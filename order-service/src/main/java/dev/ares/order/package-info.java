/** The order service: takes orders and brings each to its end, confirmed or cancelled; and gives back what is returned. */
@NullMarked
package dev.ares.order;

import org.jspecify.annotations.NullMarked;
