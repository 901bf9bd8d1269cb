/** Holds the written description of a REST API to the controllers that serve it. */
@NullMarked
package dev.ares.test.openapi;

import org.jspecify.annotations.NullMarked;
