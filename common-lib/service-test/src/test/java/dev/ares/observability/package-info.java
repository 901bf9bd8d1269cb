/** A stand-in of what the rules know by name. */
@NullMarked
package dev.ares.observability;

import org.jspecify.annotations.NullMarked;
