@NullMarked
package dev.ares.degradation.autoconfigure;

import org.jspecify.annotations.NullMarked;
