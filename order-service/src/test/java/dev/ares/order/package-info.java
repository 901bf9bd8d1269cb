@NullMarked
package dev.ares.order;

import org.jspecify.annotations.NullMarked;
