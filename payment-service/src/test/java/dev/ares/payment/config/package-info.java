@NullMarked
package dev.ares.payment.config;

import org.jspecify.annotations.NullMarked;
