@NullMarked
package dev.ares.gateway.overload;

import org.jspecify.annotations.NullMarked;
