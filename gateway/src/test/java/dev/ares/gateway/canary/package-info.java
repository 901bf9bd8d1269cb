@NullMarked
package dev.ares.gateway.canary;

import org.jspecify.annotations.NullMarked;
