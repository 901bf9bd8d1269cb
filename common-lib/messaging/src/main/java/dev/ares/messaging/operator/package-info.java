/** What operators see of messages that were given up, and how they let them go on. */
@NullMarked
package dev.ares.messaging.operator;

import org.jspecify.annotations.NullMarked;
