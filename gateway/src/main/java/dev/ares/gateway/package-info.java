/** The one door of the shop, packaged by feature: routing, identity of requests, refusals before a service is reached. */
@NullMarked
package dev.ares.gateway;

import org.jspecify.annotations.NullMarked;
