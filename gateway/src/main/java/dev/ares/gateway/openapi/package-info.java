/** The description of the whole REST API, for programs and for people. */
@NullMarked
package dev.ares.gateway.openapi;

import org.jspecify.annotations.NullMarked;
