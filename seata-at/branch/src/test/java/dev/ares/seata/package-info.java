@NullMarked
package dev.ares.seata;

import org.jspecify.annotations.NullMarked;
