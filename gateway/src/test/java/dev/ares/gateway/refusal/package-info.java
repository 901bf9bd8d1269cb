@NullMarked
package dev.ares.gateway.refusal;

import org.jspecify.annotations.NullMarked;
