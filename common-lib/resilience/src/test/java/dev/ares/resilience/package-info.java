@NullMarked
package dev.ares.resilience;

import org.jspecify.annotations.NullMarked;
