@NullMarked
package dev.ares.payment.application;

import org.jspecify.annotations.NullMarked;
