@NullMarked
package dev.ares.inventory;

import org.jspecify.annotations.NullMarked;
