/** Which paths lead to which service, changed while the gateway runs. */
@NullMarked
package dev.ares.gateway.routes;

import org.jspecify.annotations.NullMarked;
