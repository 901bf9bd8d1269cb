/** Four orders that show what the shop does, from a new customer to a declined card. */
@NullMarked
package dev.ares.local.demo;

import org.jspecify.annotations.NullMarked;
