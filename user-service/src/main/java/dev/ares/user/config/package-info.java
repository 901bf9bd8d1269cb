/** Wiring that belongs to no single feature. */
@NullMarked
package dev.ares.user.config;

import org.jspecify.annotations.NullMarked;
