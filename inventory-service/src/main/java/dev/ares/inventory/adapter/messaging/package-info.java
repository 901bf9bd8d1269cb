/** Commands and events in, answers and news out. */
@NullMarked
package dev.ares.inventory.adapter.messaging;

import org.jspecify.annotations.NullMarked;
