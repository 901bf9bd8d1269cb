/** What a payment may become. Plain Java: no framework, no clock of its own. */
@NullMarked
package dev.ares.payment.domain;

import org.jspecify.annotations.NullMarked;
