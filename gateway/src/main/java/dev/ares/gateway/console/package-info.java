/** The page at which operators see what is stuck, and why, and let it go on. */
@NullMarked
package dev.ares.gateway.console;

import org.jspecify.annotations.NullMarked;
