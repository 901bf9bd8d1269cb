@NullMarked
package dev.ares.contracts;

import org.jspecify.annotations.NullMarked;
