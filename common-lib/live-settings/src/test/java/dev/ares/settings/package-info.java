@NullMarked
package dev.ares.settings;

import org.jspecify.annotations.NullMarked;
