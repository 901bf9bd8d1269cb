/** Callers for tests: access tokens that hold without user-service. */
@NullMarked
package dev.ares.test.identity;

import org.jspecify.annotations.NullMarked;
