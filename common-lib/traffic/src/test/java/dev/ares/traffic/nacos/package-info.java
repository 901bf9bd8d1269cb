@NullMarked
package dev.ares.traffic.nacos;

import org.jspecify.annotations.NullMarked;
