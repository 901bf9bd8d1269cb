package dev.ares.cache;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * What the first level knows of a key: a value, that there is none, or why it could not be had.
 *
 * <p><b>When it may be answered.</b> It was true when its load began. It stands in the first level from before that moment,
 * so each invalidation that was heard since removes it. Hence it is stale for {@code staleAtMost} at the longest when
 * it is no older than that, or when all invalidations up to that long ago have been heard, without a gap since its load
 * began.
 */
final class Entry<V> {

    private static final long SETTLED = TimeUnit.SECONDS.toNanos(1);

    final @Nullable V value;
    final @Nullable Throwable failure;
    final Life life;
    volatile @Nullable String mark;

    private final boolean hotBefore;
    private final LongAdder hits = new LongAdder();
    private final AtomicBoolean reloading = new AtomicBoolean();

    /**
     * By {@link System#nanoTime}.
     *
     * @param asOf when its load began
     * @param epoch in which its load began
     * @param reloadAt from when on it is loaded again if it is hot
     * @param expiresAt when it is forgotten
     */
    record Life(long asOf, long epoch, long reloadAt, long expiresAt) {}

    /** @param mark in the second level; null where it is not kept there */
    Entry(@Nullable V value, Life life, @Nullable String mark, boolean hotBefore) {
        this(value, null, life, mark, hotBefore);
    }

    private Entry(@Nullable V value, @Nullable Throwable failure, Life life, @Nullable String mark, boolean hotBefore) {
        this.value = value;
        this.failure = failure;
        this.life = life;
        this.mark = mark;
        this.hotBefore = hotBefore;
    }

    /** For those who wait for it, and for nobody else. */
    static <V> Entry<V> failed(Throwable failure, long asOf) {
        return new Entry<>(null, failure, new Life(asOf, Hearing.NEVER, asOf, asOf), null, false);
    }

    boolean isAlive(long now) {
        return failure == null && now - life.expiresAt < 0;
    }

    /** Whether it may be answered to a request of this moment. */
    boolean isCurrent(long now, Hearing hearing, long staleAtMost) {
        return now - life.asOf <= staleAtMost
                || life.epoch != Hearing.NEVER
                        && life.epoch == hearing.epoch()
                        && now - hearing.confirmedAt() <= staleAtMost;
    }

    void hit() {
        hits.increment();
    }

    /** By an exact count; for the first second, by that of the entry before. */
    boolean isHot(long now, double perSecond) {
        long age = now - life.asOf;
        return age < SETTLED && hotBefore || hits.sum() * (double) SETTLED >= perSecond * Math.max(age, SETTLED);
    }

    /** True once, for whoever shall load it again. */
    boolean isToBeReloaded(long now, double hotPerSecond) {
        return now - life.reloadAt >= 0 && isHot(now, hotPerSecond) && reloading.compareAndSet(false, true);
    }
}
