/** Log-in, access tokens, and the sessions that renew them. */
@NullMarked
package dev.ares.user.authentication;

import org.jspecify.annotations.NullMarked;
