@NullMarked
package dev.ares.order.adapter.messaging;

import org.jspecify.annotations.NullMarked;
