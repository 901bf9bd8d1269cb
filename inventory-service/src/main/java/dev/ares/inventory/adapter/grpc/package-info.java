/** The questions that other services ask. */
@NullMarked
package dev.ares.inventory.adapter.grpc;

import org.jspecify.annotations.NullMarked;
