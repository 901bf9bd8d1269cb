@NullMarked
package dev.ares.faults.autoconfigure;

import org.jspecify.annotations.NullMarked;
