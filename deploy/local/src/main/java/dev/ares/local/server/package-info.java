/** The real servers behind the shop, each from Maven artifacts and as a process of its own on 127.0.0.1. */
@NullMarked
package dev.ares.local.server;

import org.jspecify.annotations.NullMarked;
