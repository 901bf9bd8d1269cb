/** The shop as its customers see it: REST through the gateway. */
@NullMarked
package dev.ares.local.client;

import org.jspecify.annotations.NullMarked;
