@NullMarked
package dev.ares.order.domain;

import org.jspecify.annotations.NullMarked;
