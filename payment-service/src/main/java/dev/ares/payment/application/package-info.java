/** What the service does: one class per use case, and the ports that they need, named by role. */
@NullMarked
package dev.ares.payment.application;

import org.jspecify.annotations.NullMarked;
