/** Commands out, replies in: Protobuf over the local message table and Kafka. */
@NullMarked
package dev.ares.order.adapter.messaging;

import org.jspecify.annotations.NullMarked;
