/** How an answer says that it is degraded, and how what is off is refused. */
@NullMarked
package dev.ares.degradation.web;

import org.jspecify.annotations.NullMarked;
