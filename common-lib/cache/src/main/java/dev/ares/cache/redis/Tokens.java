package dev.ares.cache.redis;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Unique among all processes. */
final class Tokens {

    private final String process = UUID.randomUUID().toString().substring(0, 13) + ".";
    private final AtomicLong last = new AtomicLong();

    String next() {
        return process + Long.toString(last.incrementAndGet(), Character.MAX_RADIX);
    }
}
