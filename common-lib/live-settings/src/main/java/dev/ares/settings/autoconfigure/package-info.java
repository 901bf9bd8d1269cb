/** Live settings in a Spring Boot application. */
@NullMarked
package dev.ares.settings.autoconfigure;

import org.jspecify.annotations.NullMarked;
