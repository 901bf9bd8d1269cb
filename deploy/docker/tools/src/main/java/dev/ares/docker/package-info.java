/** Runs in a container beside the shop's: places orders through the gateway and reads the books. */
@NullMarked
package dev.ares.docker;

import org.jspecify.annotations.NullMarked;
