/** gRPC channels that follow the service registry. */
@NullMarked
package dev.ares.traffic;

import org.jspecify.annotations.NullMarked;
