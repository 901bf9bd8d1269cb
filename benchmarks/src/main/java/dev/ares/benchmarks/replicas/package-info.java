/** What an order costs in a shop with several processes of each service. */
@NullMarked
package dev.ares.benchmarks.replicas;

import org.jspecify.annotations.NullMarked;
