/** The commands of {@code ./ares}, and what they print. */
@NullMarked
package dev.ares.local.command;

import org.jspecify.annotations.NullMarked;
