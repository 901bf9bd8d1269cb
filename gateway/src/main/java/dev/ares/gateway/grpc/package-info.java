/** REST calls that are answered by a gRPC call of a service: those in {@link dev.ares.gateway.grpc.OfferedCalls}, no other. */
@NullMarked
package dev.ares.gateway.grpc;

import org.jspecify.annotations.NullMarked;
