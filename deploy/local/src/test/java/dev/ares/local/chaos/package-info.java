@NullMarked
package dev.ares.local.chaos;

import org.jspecify.annotations.NullMarked;
