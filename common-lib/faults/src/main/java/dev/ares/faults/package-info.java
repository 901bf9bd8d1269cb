/**
 * Faults that are switched on for a while, to see that the shop survives them; and, always there, {@link
 * dev.ares.faults.Commits}, the one place that transactions come from.
 */
@NullMarked
package dev.ares.faults;

import org.jspecify.annotations.NullMarked;
