/** Three levels of doing less while something that is needed is slow or away; the way down, and the way back. Plain Java but for {@link dev.ares.degradation.Probes}. */
@NullMarked
package dev.ares.degradation;

import org.jspecify.annotations.NullMarked;
