/** What other services ask. */
@NullMarked
package dev.ares.payment.adapter.grpc;

import org.jspecify.annotations.NullMarked;
