/**
 * Binds Seata's transaction coordinator to one address, {@code ARES_BIND_ADDRESS}, and opens its store.
 *
 * <p>Whatever address it is given, it binds its port to all interfaces. The classes here are put on the server's class path
 * beside it. They are written against Seata 2.0.0 and reach into it by reflection: a new version needs a look at them, and
 * fails at its start when they no longer fit.
 */
package dev.ares.local.seata;
