package dev.ares.messaging.relay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;

import reactor.core.publisher.Mono;

import dev.ares.messaging.Backlog;
import dev.ares.messaging.OutgoingMessage;

/** A table of which only what the relay needs works, and that counts no attempts. */
final class MemoryMessageTable implements MessageTable {

    private final Deque<StoredMessage> due = new ArrayDeque<>();
    boolean commitFails;
    final List<StoredMessage> marked = new CopyOnWriteArrayList<>();
    final List<StoredMessage> leased = new CopyOnWriteArrayList<>();
    final List<StoredMessage> released = new CopyOnWriteArrayList<>();

    synchronized void has(int messages, Duration hold) {
        due.addAll(of(messages, hold));
    }

    /** Messages that belong to this process for so long. */
    static List<StoredMessage> of(int messages, Duration hold) {
        long until = System.nanoTime() + hold.toNanos();
        return IntStream.range(0, messages)
                .mapToObj(i -> new OutgoingMessage(UUID.randomUUID(), "t", "k", "T", Map.of(), new byte[0]))
                .map(message -> new StoredMessage((short) 0, message, until))
                .toList();
    }

    synchronized List<StoredMessage> due() {
        return List.copyOf(due);
    }

    @Override
    public synchronized Mono<Integer> hold(int limit, Function<List<StoredMessage>, Mono<Void>> work) {
        return Mono.defer(() -> {
            List<StoredMessage> held = new ArrayList<>();
            while (held.size() < limit && !due.isEmpty()) {
                held.add(due.remove());
            }
            Mono<Integer> committed =
                    commitFails ? Mono.error(new IllegalStateException("no answer to COMMIT")) : Mono.just(held.size());
            return held.isEmpty()
                    ? Mono.just(0)
                    : work.apply(held).doOnSuccess(done -> giveBack(held)).then(committed);
        });
    }

    /** What nothing was written down about. */
    private synchronized void giveBack(List<StoredMessage> held) {
        held.stream()
                .filter(one -> !marked.contains(one) && !leased.contains(one) && !released.contains(one))
                .forEach(due::add);
    }

    @Override
    public Mono<Void> lease(List<StoredMessage> messages) {
        return Mono.fromRunnable(() -> leased.addAll(messages));
    }

    @Override
    public Mono<Void> markProcessed(List<StoredMessage> messages) {
        return Mono.fromRunnable(() -> marked.addAll(messages));
    }

    @Override
    public Mono<Void> release(List<StoredMessage> messages, Duration delay) {
        return Mono.fromRunnable(() -> released.addAll(messages));
    }

    @Override
    public Mono<Long> refuse(List<Delivery.Refused> refused) {
        return Mono.just(0L);
    }

    @Override
    public Mono<Boolean> requeue(UUID id) {
        return Mono.just(false);
    }

    @Override
    public Mono<Backlog> backlog() {
        return Mono.just(new Backlog(0, Duration.ZERO, 0, 0));
    }
}
