@NullMarked
package dev.ares.local.shop;

import org.jspecify.annotations.NullMarked;
