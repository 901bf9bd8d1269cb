@NullMarked
package dev.ares.inventory.adapter.messaging;

import org.jspecify.annotations.NullMarked;
