/**
 * Which of several instances answers a request: the policies, and what is known of each instance. Plain Java, so that it can
 * be measured and used anywhere.
 */
@NullMarked
package dev.ares.traffic.balance;

import org.jspecify.annotations.NullMarked;
