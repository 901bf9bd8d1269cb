package dev.ares.cache;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.ares.cache.Entry.Life;

/** How long entries live. */
final class Lives {

    private final Supplier<CacheSettings> settings;
    private final LongSupplier nanoTime;

    Lives(Supplier<CacheSettings> settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    Duration left(Entry<?> entry) {
        return Duration.ofNanos(Math.max(0, entry.life.expiresAt() - nanoTime.getAsLong()));
    }

    /** Of what is written through. */
    Duration whole() {
        CacheSettings now = settings.get();
        return Duration.ofNanos(jittered(now, now.timeToLive()));
    }

    /** Of what was just loaded: shorter by a random share, so that not all of it expires at the same moment. */
    Life whole(boolean exists, long asOf, long epoch) {
        CacheSettings now = settings.get();
        return life(now, jittered(now, exists ? now.timeToLive() : now.missingToLive()), asOf, epoch);
    }

    /** Of what the second level has: together with its time there, no longer. */
    Life rest(Duration left, long asOf, long epoch) {
        CacheSettings now = settings.get();
        return life(now, Math.min(left.toNanos(), now.timeToLive().toNanos()), asOf, epoch);
    }

    private static long jittered(CacheSettings settings, Duration longest) {
        double share = 1 - settings.jitter() * ThreadLocalRandom.current().nextDouble();
        return (long) (longest.toNanos() * share);
    }

    private static Life life(CacheSettings settings, long life, long asOf, long epoch) {
        double share = settings.hot().reloadAt();
        long reloadAt = share < 1 ? asOf + (long) (life * share) : asOf + life;
        return new Life(asOf, epoch, reloadAt, asOf + life);
    }
}
