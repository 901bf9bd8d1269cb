/** Which instance of a service answers a request, and which are left alone because they do not answer. */
@NullMarked
package dev.ares.gateway.balancing;

import org.jspecify.annotations.NullMarked;
