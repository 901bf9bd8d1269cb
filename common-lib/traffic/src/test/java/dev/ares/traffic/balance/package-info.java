@NullMarked
package dev.ares.traffic.balance;

import org.jspecify.annotations.NullMarked;
