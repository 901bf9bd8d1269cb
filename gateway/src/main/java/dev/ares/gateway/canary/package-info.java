/** Which version of a service answers whom, while two of them run. */
@NullMarked
package dev.ares.gateway.canary;

import org.jspecify.annotations.NullMarked;
