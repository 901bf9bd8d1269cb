@NullMarked
package dev.ares.simulator;

import org.jspecify.annotations.NullMarked;
