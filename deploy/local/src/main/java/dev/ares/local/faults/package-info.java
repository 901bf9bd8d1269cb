/** The shop's fault switches, from outside. */
@NullMarked
package dev.ares.local.faults;

import org.jspecify.annotations.NullMarked;
