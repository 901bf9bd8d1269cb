/** Which instances Nacos knows, also when one of its messages was lost. */
@NullMarked
package dev.ares.traffic.nacos;

import org.jspecify.annotations.NullMarked;
