@NullMarked
package dev.ares.degradation;

import org.jspecify.annotations.NullMarked;
