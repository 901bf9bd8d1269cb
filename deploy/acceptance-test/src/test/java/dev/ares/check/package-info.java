/**
 * The invariant checker on books that were broken on purpose. Here and not in its own module, because the launcher needs
 * that one, and the servers for tests need the launcher.
 */
@NullMarked
package dev.ares.check;

import org.jspecify.annotations.NullMarked;
