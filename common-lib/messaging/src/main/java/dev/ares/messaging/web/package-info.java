/** What operators see of a service's messages, over HTTP. */
@NullMarked
package dev.ares.messaging.web;

import org.jspecify.annotations.NullMarked;
