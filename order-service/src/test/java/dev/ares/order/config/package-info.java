@NullMarked
package dev.ares.order.config;

import org.jspecify.annotations.NullMarked;
