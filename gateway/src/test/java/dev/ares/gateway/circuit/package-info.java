@NullMarked
package dev.ares.gateway.circuit;

import org.jspecify.annotations.NullMarked;
