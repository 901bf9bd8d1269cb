/** The application's stores, in PostgreSQL: many rows cross in one statement as arrays. */
@NullMarked
package dev.ares.inventory.adapter.postgres;

import org.jspecify.annotations.NullMarked;
