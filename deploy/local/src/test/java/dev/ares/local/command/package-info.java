@NullMarked
package dev.ares.local.command;

import org.jspecify.annotations.NullMarked;
