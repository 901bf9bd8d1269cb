@NullMarked
package dev.ares.gateway.profile;

import org.jspecify.annotations.NullMarked;
