/** Wires the library into a service that has a database; settings are {@code ares.messaging.*}. */
@NullMarked
package dev.ares.messaging.autoconfigure;

import org.jspecify.annotations.NullMarked;
