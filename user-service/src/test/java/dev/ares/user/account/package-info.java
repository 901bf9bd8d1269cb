@NullMarked
package dev.ares.user.account;

import org.jspecify.annotations.NullMarked;
