/**
 * The architecture as rules, each with its reason. A module holds all of them with one test class, see {@link
 * dev.ares.test.architecture.ModuleRules} and {@link dev.ares.test.architecture.HexagonRules}.
 */
@NullMarked
package dev.ares.test.architecture;

import org.jspecify.annotations.NullMarked;
