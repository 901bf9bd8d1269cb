/** How sagas behave. */
@NullMarked
package dev.ares.saga;

import org.jspecify.annotations.NullMarked;
