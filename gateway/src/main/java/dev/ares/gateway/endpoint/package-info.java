/** Endpoints as settings name them. */
@NullMarked
package dev.ares.gateway.endpoint;

import org.jspecify.annotations.NullMarked;
