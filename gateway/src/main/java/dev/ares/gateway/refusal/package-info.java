/** Requests that are no HTTP, or too large or too slow to be read as such: refused before the application sees them. */
@NullMarked
package dev.ares.gateway.refusal;

import org.jspecify.annotations.NullMarked;
