@NullMarked
package dev.ares.gateway;

import org.jspecify.annotations.NullMarked;
