@NullMarked
package dev.ares.gateway.tls;

import org.jspecify.annotations.NullMarked;
