@NullMarked
package dev.ares.messaging.kafka;

import org.jspecify.annotations.NullMarked;
