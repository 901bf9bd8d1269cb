/** What a running service spends its time on. */
@NullMarked
package dev.ares.observability.profiling;

import org.jspecify.annotations.NullMarked;
