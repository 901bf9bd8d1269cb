/** Breaks the running shop on purpose while orders are placed, then shows whether anything was lost or wrong. */
@NullMarked
package dev.ares.local.chaos;

import org.jspecify.annotations.NullMarked;
