/** The shop as a whole, started with its launcher and called through its gateway. */
@NullMarked
package dev.ares.acceptance;

import org.jspecify.annotations.NullMarked;
