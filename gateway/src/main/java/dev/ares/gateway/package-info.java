/** The one door of the shop, packaged by feature: docs/services/gateway.md says what each package is for. */
@NullMarked
package dev.ares.gateway;

import org.jspecify.annotations.NullMarked;
