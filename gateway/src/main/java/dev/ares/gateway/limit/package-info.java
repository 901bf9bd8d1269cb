/**
 * How many requests one address and one user may send: token buckets in Redis, or here while Redis does not answer. And how
 * many connections may be open, and answers stay unread.
 */
@NullMarked
package dev.ares.gateway.limit;

import org.jspecify.annotations.NullMarked;
