/** Starts the Kafka broker of the local stack. */
package dev.ares.local.kafka;
