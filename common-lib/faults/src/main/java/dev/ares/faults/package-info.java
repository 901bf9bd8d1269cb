/** Faults that are switched on for a while, to see that the shop survives them. */
@NullMarked
package dev.ares.faults;

import org.jspecify.annotations.NullMarked;
