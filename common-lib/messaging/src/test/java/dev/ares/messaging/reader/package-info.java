@NullMarked
package dev.ares.messaging.reader;

import org.jspecify.annotations.NullMarked;
