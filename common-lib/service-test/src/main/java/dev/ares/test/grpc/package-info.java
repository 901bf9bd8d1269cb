/** Asking a service over gRPC, as another service does. */
@NullMarked
package dev.ares.test.grpc;

import org.jspecify.annotations.NullMarked;
