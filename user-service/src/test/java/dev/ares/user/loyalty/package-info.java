@NullMarked
package dev.ares.user.loyalty;

import org.jspecify.annotations.NullMarked;
