/** gRPC channels that follow the service registry. The packages below are plain Java: which instance is called, and how much is let in. */
@NullMarked
package dev.ares.traffic;

import org.jspecify.annotations.NullMarked;
