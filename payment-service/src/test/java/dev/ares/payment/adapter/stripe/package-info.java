@NullMarked
package dev.ares.payment.adapter.stripe;

import org.jspecify.annotations.NullMarked;
