/** Health, metrics, traces and logs in one form for every service, and the declaration of where threads may block. */
@NullMarked
package dev.ares.observability;

import org.jspecify.annotations.NullMarked;
