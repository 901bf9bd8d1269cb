@NullMarked
package dev.ares.messaging.postgres;

import org.jspecify.annotations.NullMarked;
