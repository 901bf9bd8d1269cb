/** Processes of this machine: started detached, found again by a later launcher, stopped, and watched until ready. */
@NullMarked
package dev.ares.local.process;

import org.jspecify.annotations.NullMarked;
