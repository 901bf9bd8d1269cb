/** Who may call what: access tokens for people, service tokens for our own services, and the open paths. */
@NullMarked
package dev.ares.web.security;

import org.jspecify.annotations.NullMarked;
