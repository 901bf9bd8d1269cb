/** Requests that no service may accept, made from a seed, and what came of them. */
@NullMarked
package dev.ares.test.fuzz;

import org.jspecify.annotations.NullMarked;
