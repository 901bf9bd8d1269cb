/** How sagas behave. */
@NullMarked
package dev.ares.saga.postgres;

import org.jspecify.annotations.NullMarked;
