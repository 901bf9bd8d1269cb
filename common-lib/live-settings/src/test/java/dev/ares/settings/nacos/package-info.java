@NullMarked
package dev.ares.settings.nacos;

import org.jspecify.annotations.NullMarked;
