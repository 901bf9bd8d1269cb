package dev.ares.cache.redis;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.ares.cache.Hearing;

/**
 * Hears what is published, and knows up to when it has heard everything: Redis answers a ping after the messages that came
 * before it, on the same connection. Each connection is an epoch of its own; it begins when all channels are subscribed.
 *
 * <p>A connection that does not answer pings is given up for another.
 */
final class Invalidations {

    private static final Logger log = LoggerFactory.getLogger(Invalidations.class);

    static final Duration BEAT = Duration.ofMillis(250);
    private static final long GIVEN_UP = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanoTime;
    private final Map<String, Consumer<String>> listeners = new ConcurrentHashMap<>();
    private final AtomicReference<Hearing> hearing = new AtomicReference<>(Hearing.NOTHING);
    private final AtomicLong epochs = new AtomicLong();
    private Disposable beats = Disposables.disposed();
    private volatile @Nullable Line line;
    private volatile boolean stopped = true;

    Invalidations(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Of a client for many servers it hears nothing. */
    void start(AbstractRedisClient client) {
        stopped = false;
        if (client instanceof RedisClient single) {
            beats = Flux.interval(BEAT)
                    .onBackpressureDrop()
                    .concatMap(beat -> beat(single))
                    .subscribe();
        }
    }

    void add(String channel, Consumer<String> listener) {
        listeners.put(channel, listener);
        Line present = line;
        if (present != null) {
            present.close();
            line = null;
        }
    }

    Hearing hearing() {
        return hearing.get();
    }

    private Mono<Void> beat(RedisClient redis) {
        Line present = line;
        if (present != null && nanoTime.getAsLong() - present.answeredAt < GIVEN_UP) {
            present.ping();
            return Mono.empty();
        }
        if (present != null) {
            present.close();
            line = null;
        }
        return Mono.fromRunnable(() -> connect(redis))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorResume(fault -> {
                    log.debug("Invalidations are not heard: {}", fault.toString());
                    return Mono.delay(BEAT.multipliedBy(2));
                })
                .then();
    }

    private void connect(RedisClient redis) {
        if (stopped || listeners.isEmpty()) {
            return;
        }
        var connected = new Line(redis.connectPubSub());
        line = connected;
        connected.subscribe();
        if (stopped) {
            connected.close();
        }
    }

    void stop() {
        stopped = true;
        beats.dispose();
        Line present = line;
        if (present != null) {
            present.close();
            line = null;
        }
    }

    /** One client connection, which reconnects and subscribes again by itself. */
    private final class Line extends RedisPubSubAdapter<String, String> {

        private final StatefulRedisPubSubConnection<String, String> connection;
        private final Map<String, Consumer<String>> channels = Map.copyOf(listeners);
        private volatile long answeredAt = nanoTime.getAsLong();
        private int subscribed;
        private volatile long epoch = Hearing.NEVER;

        Line(StatefulRedisPubSubConnection<String, String> connection) {
            this.connection = connection;
        }

        void subscribe() {
            connection.addListener(this);
            connection.addListener(new RedisConnectionStateAdapter() {
                @Override
                public void onRedisDisconnected(RedisChannelHandler<?, ?> same) {
                    subscribed = 0;
                    deaf();
                }
            });
            connection
                    .async()
                    .subscribe(channels.keySet().toArray(String[]::new))
                    .exceptionally(fault -> {
                        log.warn("Invalidations are not heard, Redis takes no subscription: {}", fault.toString());
                        return null;
                    });
        }

        @Override
        public void subscribed(String channel, long count) {
            subscribed++;
            if (subscribed == channels.size()) {
                epoch = epochs.incrementAndGet();
                // The first ping confirms it; until then nothing relies on it.
                hearing.set(new Hearing(epoch, nanoTime.getAsLong() - GIVEN_UP * 100));
                log.info("Invalidations are heard");
                ping();
            }
        }

        @Override
        public void message(String channel, String message) {
            Consumer<String> listener = channels.get(channel);
            if (listener != null) {
                listener.accept(message);
            }
        }

        /**
         * An answer that comes on a later connection confirms nothing; and a line that is answered and hears nothing, since
         * it was cut while it subscribed, is given up like one that is not answered.
         */
        void ping() {
            long during = epoch;
            long sent = nanoTime.getAsLong();
            connection.async().ping().thenRun(() -> {
                if (during != Hearing.NEVER && during == epoch) {
                    answeredAt = nanoTime.getAsLong();
                    hearing.updateAndGet(now -> now.epoch() == during ? new Hearing(during, sent) : now);
                }
            });
        }

        private void deaf() {
            long during = epoch;
            epoch = Hearing.NEVER;
            Hearing before = hearing.getAndUpdate(now -> now.epoch() == during ? Hearing.NOTHING : now);
            if (before.epoch() == during && during != Hearing.NEVER) {
                log.info("Invalidations are not heard: the first level answers nothing older than it may be stale");
            }
        }

        void close() {
            connection.closeAsync();
            deaf();
        }
    }
}
