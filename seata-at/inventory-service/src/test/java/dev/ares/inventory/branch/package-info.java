@NullMarked
package dev.ares.inventory.branch;

import org.jspecify.annotations.NullMarked;
