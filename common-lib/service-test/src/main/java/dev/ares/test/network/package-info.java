/** Networks that break when a test says so. */
@NullMarked
package dev.ares.test.network;

import org.jspecify.annotations.NullMarked;
