/** The outbox and the inbox as PostgreSQL tables; their script is in {@code db/messaging}. */
@NullMarked
package dev.ares.messaging.postgres;

import org.jspecify.annotations.NullMarked;
