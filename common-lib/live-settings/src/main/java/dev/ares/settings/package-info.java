/** Settings that change while a service runs: pushed as a document, validated, swapped as a whole or refused. */
@NullMarked
package dev.ares.settings;

import org.jspecify.annotations.NullMarked;
