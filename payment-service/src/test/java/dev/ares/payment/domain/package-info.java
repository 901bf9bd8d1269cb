@NullMarked
package dev.ares.payment.domain;

import org.jspecify.annotations.NullMarked;
