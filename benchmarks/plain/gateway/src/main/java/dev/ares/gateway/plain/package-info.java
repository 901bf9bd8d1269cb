/** Spring Cloud Gateway and nothing else, to be measured against. */
@NullMarked
package dev.ares.gateway.plain;

import org.jspecify.annotations.NullMarked;
