/** Checkouts by one global transaction each: docs/decisions/seata-at.md. */
@NullMarked
package dev.ares.order.global;

import org.jspecify.annotations.NullMarked;
