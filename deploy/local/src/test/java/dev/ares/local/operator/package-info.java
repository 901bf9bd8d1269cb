@NullMarked
package dev.ares.local.operator;

import org.jspecify.annotations.NullMarked;
