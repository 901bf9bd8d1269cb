/** Puts the engine, its store and its sweeper into a Spring Boot application. */
@NullMarked
package dev.ares.saga.autoconfigure;

import org.jspecify.annotations.NullMarked;
