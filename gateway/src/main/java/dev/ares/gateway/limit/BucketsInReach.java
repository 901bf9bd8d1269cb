package dev.ares.gateway.limit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.ares.observability.Uncancelled;

/**
 * The shared buckets; while they do not answer, or not in time, those of this gateway. Then one request at a time, once
 * per pause, asks the shared ones again, and the first answer brings them back; at the start too. No request waits
 * longer than the patience, and none fails because of its bucket.
 */
final class BucketsInReach implements Buckets {

    private static final Logger log = LoggerFactory.getLogger(BucketsInReach.class);
    private static final long SHARED = Long.MIN_VALUE;

    private final Buckets shared;
    private final Buckets own;
    private final Supplier<LimitSettings> settings;
    private final LongSupplier nanoTime;
    private final long origin;

    /** When the shared ones are asked next, counted from the origin; SHARED while they answer. */
    private final AtomicLong askAgain = new AtomicLong();

    private final AtomicBoolean warned = new AtomicBoolean();

    BucketsInReach(Buckets shared, Buckets own, Supplier<LimitSettings> settings, LongSupplier nanoTime) {
        this.shared = shared;
        this.own = own;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
    }

    boolean areShared() {
        return askAgain.get() == SHARED;
    }

    @Override
    public Mono<Verdict> take(String key, Allowance allowance) {
        return Mono.defer(() -> {
            if (areShared()) {
                return ask(shared.take(key, allowance), key, allowance, () -> {});
            }
            return isDue()
                    ? ask(takeWhereBlockingIsFine(key, allowance), key, allowance, this::back)
                    : own.take(key, allowance);
        });
    }

    /** The client's first connection blocks whoever asks for it: that must not be a thread with other requests. */
    private Mono<Verdict> takeWhereBlockingIsFine(String key, Allowance allowance) {
        return Mono.defer(() -> shared.take(key, allowance)).subscribeOn(Schedulers.boundedElastic());
    }

    private boolean isDue() {
        long due = askAgain.get();
        return due != SHARED && now() >= due && askAgain.compareAndSet(due, afterAPause());
    }

    private Mono<Verdict> ask(Mono<Verdict> answer, String key, Allowance allowance, Runnable inTime) {
        // A time-out cancels the question first. The client may fail to cancel it, and then nothing would ever end:
        // so the question runs on, until the client's own time-out.
        return Uncancelled.toItsEnd(answer)
                .timeout(settings.get().redisPatience())
                .doOnNext(verdict -> inTime.run())
                .onErrorResume(fault -> {
                    away(fault);
                    return own.take(key, allowance);
                });
    }

    private void away(Throwable fault) {
        askAgain.set(afterAPause());
        if (warned.compareAndSet(false, true)) {
            log.warn("Requests are counted by this gateway alone until Redis answers again: {}", fault.toString());
        }
    }

    private void back() {
        if (askAgain.getAndSet(SHARED) != SHARED) {
            warned.set(false);
            log.info("Requests are counted in Redis");
        }
    }

    private long afterAPause() {
        return now() + settings.get().redisPause().toNanos();
    }

    private long now() {
        return nanoTime.getAsLong() - origin;
    }
}
