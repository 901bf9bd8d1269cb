/** Reading requests strictly: JSON as it was asked for and nothing else, and headers as controller arguments. */
@NullMarked
package dev.ares.web.input;

import org.jspecify.annotations.NullMarked;
