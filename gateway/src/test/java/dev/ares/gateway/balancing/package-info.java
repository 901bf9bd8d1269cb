@NullMarked
package dev.ares.gateway.balancing;

import org.jspecify.annotations.NullMarked;
