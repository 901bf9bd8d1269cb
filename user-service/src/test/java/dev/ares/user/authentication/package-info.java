@NullMarked
package dev.ares.user.authentication;

import org.jspecify.annotations.NullMarked;
