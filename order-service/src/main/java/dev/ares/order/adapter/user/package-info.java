/** Customer profiles, asked of user-service over HTTP. */
@NullMarked
package dev.ares.order.adapter.user;

import org.jspecify.annotations.NullMarked;
