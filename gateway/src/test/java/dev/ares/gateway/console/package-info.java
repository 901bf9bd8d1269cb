@NullMarked
package dev.ares.gateway.console;

import org.jspecify.annotations.NullMarked;
