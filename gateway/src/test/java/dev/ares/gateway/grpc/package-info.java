@NullMarked
package dev.ares.gateway.grpc;

import org.jspecify.annotations.NullMarked;
