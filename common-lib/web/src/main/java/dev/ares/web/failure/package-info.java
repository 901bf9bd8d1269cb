/** Every failure of a service becomes {@code application/problem+json}: translators by kind, and the writer. */
@NullMarked
package dev.ares.web.failure;

import org.jspecify.annotations.NullMarked;
