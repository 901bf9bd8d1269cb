/** Flame graphs of the gateway, on a port that strangers do not reach. */
@NullMarked
package dev.ares.gateway.profile;

import org.jspecify.annotations.NullMarked;
