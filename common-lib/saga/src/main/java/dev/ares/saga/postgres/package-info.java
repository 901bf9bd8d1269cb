/** Sagas in PostgreSQL: tables {@code saga_instance} and {@code saga_log}. */
@NullMarked
package dev.ares.saga.postgres;

import org.jspecify.annotations.NullMarked;
