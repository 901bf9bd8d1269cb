/** What browsers are told: security headers on every answer, and which pages of other origins may call the shop. */
@NullMarked
package dev.ares.gateway.browser;

import org.jspecify.annotations.NullMarked;
