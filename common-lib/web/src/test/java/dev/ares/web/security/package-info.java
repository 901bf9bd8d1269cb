@NullMarked
package dev.ares.web.security;

import org.jspecify.annotations.NullMarked;
