/** The edge of a service over gRPC: service tokens both ways, failures as status. Active where gRPC is on the class path. */
@NullMarked
package dev.ares.web.grpc;

import org.jspecify.annotations.NullMarked;
