@NullMarked
package dev.ares.payment;

import org.jspecify.annotations.NullMarked;
