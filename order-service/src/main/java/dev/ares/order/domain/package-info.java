/** What an order is and what may become of it. Plain Java. */
@NullMarked
package dev.ares.order.domain;

import org.jspecify.annotations.NullMarked;
