/** From the door to an instance of a service: limits, headers, retries, and what is said when nobody answers. */
@NullMarked
package dev.ares.gateway.routing;

import org.jspecify.annotations.NullMarked;
