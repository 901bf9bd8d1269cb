@NullMarked
package dev.ares.observability.profiling;

import org.jspecify.annotations.NullMarked;
