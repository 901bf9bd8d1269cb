@NullMarked
package dev.ares.local.process;

import org.jspecify.annotations.NullMarked;
