/** The launcher of the local stack: {@code ./ares}. */
@NullMarked
package dev.ares.local;

import org.jspecify.annotations.NullMarked;
