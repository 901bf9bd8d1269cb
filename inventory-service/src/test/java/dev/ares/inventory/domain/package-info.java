@NullMarked
package dev.ares.inventory.domain;

import org.jspecify.annotations.NullMarked;
