/** Takes the payments of orders, once, whatever crashes. */
@NullMarked
package dev.ares.payment;

import org.jspecify.annotations.NullMarked;
