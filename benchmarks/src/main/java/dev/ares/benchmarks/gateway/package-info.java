/** What a request costs at the gateway, feature by feature, and at others. */
@NullMarked
package dev.ares.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
