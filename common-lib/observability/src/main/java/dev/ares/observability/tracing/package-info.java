/** Which requests are traced, and where their spans go. */
@NullMarked
package dev.ares.observability.tracing;

import org.jspecify.annotations.NullMarked;
