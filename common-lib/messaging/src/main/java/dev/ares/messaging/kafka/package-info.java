/**
 * The plain Kafka client: one producer for all topics, one consumer per thread. Spring's listener containers are left
 * out on purpose, see {@code docs/decisions/kafka-client.md}.
 */
@NullMarked
package dev.ares.messaging.kafka;

import org.jspecify.annotations.NullMarked;
