@NullMarked
package dev.ares.faults;

import org.jspecify.annotations.NullMarked;
