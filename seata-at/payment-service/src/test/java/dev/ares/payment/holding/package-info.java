@NullMarked
package dev.ares.payment.holding;

import org.jspecify.annotations.NullMarked;
