/**
 * Keeps every port of the Nacos server on the loopback interface.
 *
 * <p>Of Nacos' four ports only the HTTP one obeys {@code server.address}; the others bind to all interfaces. The classes
 * here are put on the server's class path beside it. They are written against Nacos 2.3.2 and reach into it by reflection:
 * a new version needs a look at them, and fails at its start when they no longer fit.
 */
package dev.ares.local.nacos;
