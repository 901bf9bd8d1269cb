@NullMarked
package dev.ares.inventory.config;

import org.jspecify.annotations.NullMarked;
