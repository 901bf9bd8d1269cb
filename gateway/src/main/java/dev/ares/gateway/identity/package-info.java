/** Who asks: the name under which a request is found again in logs, here and at the caller's, and the caller's address. */
@NullMarked
package dev.ares.gateway.identity;

import org.jspecify.annotations.NullMarked;
