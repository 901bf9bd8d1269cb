/** Money that is held before an order is decided: docs/decisions/seata-at.md. */
@NullMarked
package dev.ares.payment.holding;

import org.jspecify.annotations.NullMarked;
