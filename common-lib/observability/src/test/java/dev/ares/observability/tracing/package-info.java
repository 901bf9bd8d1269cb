@NullMarked
package dev.ares.observability.tracing;

import org.jspecify.annotations.NullMarked;
