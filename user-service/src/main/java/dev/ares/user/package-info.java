/**
 * The user service, packaged by feature: authentication asks account, account asks loyalty, never the other way round.
 */
@NullMarked
package dev.ares.user;

import org.jspecify.annotations.NullMarked;
