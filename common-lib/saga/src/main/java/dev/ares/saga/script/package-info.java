/** A language for tests: a saga as a script of what is given and what is expected. */
@NullMarked
package dev.ares.saga.script;

import org.jspecify.annotations.NullMarked;
