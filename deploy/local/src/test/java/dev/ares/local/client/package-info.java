@NullMarked
package dev.ares.local.client;

import org.jspecify.annotations.NullMarked;
