@NullMarked
package dev.ares.order.saga;

import org.jspecify.annotations.NullMarked;
