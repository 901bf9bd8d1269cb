/** The rules, each seen to bite. */
@NullMarked
package dev.ares.test.architecture;

import org.jspecify.annotations.NullMarked;
