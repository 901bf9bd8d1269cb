/** Spring Cloud Gateway with the guards that it and Spring Boot bring, to be measured against. */
@NullMarked
package dev.ares.gateway.guarded;

import org.jspecify.annotations.NullMarked;
