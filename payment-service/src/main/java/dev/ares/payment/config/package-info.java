/** How the service is put together, and its settings. */
@NullMarked
package dev.ares.payment.config;

import org.jspecify.annotations.NullMarked;
