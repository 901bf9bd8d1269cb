/** Who the customers are: registration, profile, roles, passwords. */
@NullMarked
package dev.ares.user.account;

import org.jspecify.annotations.NullMarked;
