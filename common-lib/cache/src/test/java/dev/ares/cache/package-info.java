@NullMarked
package dev.ares.cache;

import org.jspecify.annotations.NullMarked;
