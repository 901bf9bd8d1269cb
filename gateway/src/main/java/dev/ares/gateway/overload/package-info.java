/** Load that is shed, by priority, while answers take too long. */
@NullMarked
package dev.ares.gateway.overload;

import org.jspecify.annotations.NullMarked;
