/** Routes that are given up for a moment, because nobody answers on them. */
@NullMarked
package dev.ares.gateway.circuit;

import org.jspecify.annotations.NullMarked;
