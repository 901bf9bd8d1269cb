@NullMarked
package dev.ares.order.global;

import org.jspecify.annotations.NullMarked;
