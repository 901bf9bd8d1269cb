/** Orders at a steady rate, what came of them, and a picture of it. */
@NullMarked
package dev.ares.local.load;

import org.jspecify.annotations.NullMarked;
