/** Fault switches in a Spring Boot application. */
@NullMarked
package dev.ares.faults.autoconfigure;

import org.jspecify.annotations.NullMarked;
