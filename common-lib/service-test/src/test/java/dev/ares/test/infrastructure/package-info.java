@NullMarked
package dev.ares.test.infrastructure;

import org.jspecify.annotations.NullMarked;
