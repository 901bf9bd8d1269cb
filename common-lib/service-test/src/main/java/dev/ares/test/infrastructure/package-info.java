/** Real servers for tests: PostgreSQL, Redis, Kafka and Nacos, started once per Maven run. */
@NullMarked
package dev.ares.test.infrastructure;

import org.jspecify.annotations.NullMarked;
