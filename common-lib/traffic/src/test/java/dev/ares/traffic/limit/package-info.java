@NullMarked
package dev.ares.traffic.limit;

import org.jspecify.annotations.NullMarked;
