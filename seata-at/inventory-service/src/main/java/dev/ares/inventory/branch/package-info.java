/** Stock as a part of Seata's global transactions: docs/decisions/seata-at.md. */
@NullMarked
package dev.ares.inventory.branch;

import org.jspecify.annotations.NullMarked;
