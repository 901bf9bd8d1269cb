/** Time in the test's hands. */
@NullMarked
package dev.ares.test.time;

import org.jspecify.annotations.NullMarked;
