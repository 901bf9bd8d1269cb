@NullMarked
package dev.ares.inventory.application;

import org.jspecify.annotations.NullMarked;
