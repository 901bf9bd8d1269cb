/** One class per use case, and the ports that they need. */
@NullMarked
package dev.ares.order.application;

import org.jspecify.annotations.NullMarked;
