package dev.ares.payment.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes one batch at a time; what arrives meanwhile is the next batch. So a lone item waits for nothing, and a burst
 * shares its transactions. A batch that fails is tried again item by item; an item that fails alone is logged and
 * given up, which its owner must survive. So is a batch that takes too long: when the database's host vanishes, nothing
 * ends by itself, and no later batch would ever be written.
 */
final class Batches<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);

    /** Longer than the database lets a transaction last, so that a living one always answers first. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final int largest;
    private final Duration longest;
    private final Function<List<T>, Mono<Void>> write;
    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    Batches(int largest, Function<List<T>, Mono<Void>> write) {
        this(largest, LONGEST, write);
    }

    Batches(int largest, Duration longest, Function<List<T>, Mono<Void>> write) {
        this.largest = largest;
        this.longest = longest;
        this.write = write;
    }

    void add(T item) {
        waiting.add(item);
        if (pending.getAndIncrement() == 0) {
            writeNext();
        }
    }

    private void writeNext() {
        List<T> batch = new ArrayList<>();
        while (batch.size() < largest) {
            T item = waiting.poll();
            if (item == null) {
                break;
            }
            batch.add(item);
        }
        Mono.defer(() -> write.apply(batch))
                .onErrorResume(failure -> batch.size() == 1 ? Mono.error(failure) : oneByOne(batch))
                .timeout(longest)
                .onErrorResume(failure -> giveUp(batch, failure))
                .doFinally(end -> {
                    if (pending.addAndGet(-batch.size()) > 0) {
                        writeNext();
                    }
                })
                .subscribe();
    }

    private Mono<Void> oneByOne(List<T> batch) {
        return Flux.fromIterable(batch)
                .concatMap(item -> Mono.defer(() -> write.apply(List.of(item)))
                        .onErrorResume(failure -> giveUp(List.of(item), failure)))
                .then();
    }

    private Mono<Void> giveUp(List<T> batch, Throwable failure) {
        LOG.warn("not written: {}", batch, failure);
        return Mono.empty();
    }
}
