@NullMarked
package dev.ares.gateway.limit;

import org.jspecify.annotations.NullMarked;
