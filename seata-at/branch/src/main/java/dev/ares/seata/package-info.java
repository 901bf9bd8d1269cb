/** A participant's part in Seata's global transactions: docs/decisions/seata-at.md. */
@NullMarked
package dev.ares.seata;

import org.jspecify.annotations.NullMarked;
