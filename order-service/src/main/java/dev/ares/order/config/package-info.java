/** What is wired to what, and every setting. */
@NullMarked
package dev.ares.order.config;

import org.jspecify.annotations.NullMarked;
