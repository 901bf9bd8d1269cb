@NullMarked
package dev.ares.local.load;

import org.jspecify.annotations.NullMarked;
