/** Points: held for an order, returned, spent, awarded, granted; every change in a ledger. */
@NullMarked
package dev.ares.user.loyalty;

import org.jspecify.annotations.NullMarked;
