@NullMarked
package dev.ares.user;

import org.jspecify.annotations.NullMarked;
