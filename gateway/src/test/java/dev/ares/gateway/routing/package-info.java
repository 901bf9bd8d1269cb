@NullMarked
package dev.ares.gateway.routing;

import org.jspecify.annotations.NullMarked;
