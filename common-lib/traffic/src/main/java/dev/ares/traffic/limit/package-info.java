/**
 * The adaptive limiter: sheds load by priority while the 99th percentile of latency stays over its target. Plain Java, so
 * that it can be measured and used anywhere.
 */
@NullMarked
package dev.ares.traffic.limit;

import org.jspecify.annotations.NullMarked;
