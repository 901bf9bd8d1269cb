@NullMarked
package dev.ares.gateway.browser;

import org.jspecify.annotations.NullMarked;
