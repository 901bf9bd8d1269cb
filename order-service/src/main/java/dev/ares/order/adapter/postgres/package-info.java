/** Orders and timelines in PostgreSQL. */
@NullMarked
package dev.ares.order.adapter.postgres;

import org.jspecify.annotations.NullMarked;
