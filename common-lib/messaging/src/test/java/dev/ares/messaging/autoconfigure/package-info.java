@NullMarked
package dev.ares.messaging.autoconfigure;

import org.jspecify.annotations.NullMarked;
