/**
 * One stack of servers for all tests of a Maven run, or one that developers keep running beside their builds.
 *
 * <p>A supervisor process owns the servers. Tests talk to it through files in its state folder: they ask for a server with
 * {@code request-NAME}, it answers with {@code ready-NAME} or {@code failed-NAME}. It ends, and removes everything, when
 * the process that it was started for ends.
 */
@NullMarked
package dev.ares.local.teststack;

import org.jspecify.annotations.NullMarked;
