@NullMarked
package dev.ares.web.grpc;

import org.jspecify.annotations.NullMarked;
