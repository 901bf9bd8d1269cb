/** Settings that change while a service runs, as tests push them. */
@NullMarked
package dev.ares.test.settings;

import org.jspecify.annotations.NullMarked;
