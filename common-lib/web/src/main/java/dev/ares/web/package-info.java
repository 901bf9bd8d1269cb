/**
 * The edge of a service: every failure as problem details (RFC 9457), strict JSON, who is calling, and the
 * Idempotency-Key. Auto-configured; a service imports {@code classpath:ares/web.yml} for the settings.
 */
@NullMarked
package dev.ares.web;

import org.jspecify.annotations.NullMarked;
