/**
 * The invariants of money and stock, each a class of its own, checked against the live databases and the ledger of the
 * payment provider. Reads only.
 */
@NullMarked
package dev.ares.check;

import org.jspecify.annotations.NullMarked;
