/** What a service with Spring Boot gets by having the library. */
@NullMarked
package dev.ares.degradation.autoconfigure;

import org.jspecify.annotations.NullMarked;
