@NullMarked
package dev.ares.order.application;

import org.jspecify.annotations.NullMarked;
