@NullMarked
package dev.ares.resilience.autoconfigure;

import org.jspecify.annotations.NullMarked;
