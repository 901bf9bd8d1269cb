@NullMarked
package dev.ares.order.adapter.user;

import org.jspecify.annotations.NullMarked;
