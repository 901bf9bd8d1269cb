@NullMarked
package dev.ares.messaging;

import org.jspecify.annotations.NullMarked;
