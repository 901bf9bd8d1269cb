@NullMarked
package dev.ares.observability;

import org.jspecify.annotations.NullMarked;
