package dev.ares.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;
import reactor.util.context.ContextView;
import reactor.util.retry.Retry;

/**
 * Lets what arrives together share a transaction. One batch is written at a time, and what arrives meanwhile is the next one,
 * with what arrives for as long again where it is busy ({@link Pace}): a lone item waits for nothing, a burst pays for one
 * commit and takes one connection.
 *
 * <p>An item is written once or not at all. When it ends with {@link Busy}, or its caller went away while it stood in
 * line, it was not written and never will be. Any other error leaves open whether it was: the answer to a commit may be
 * lost. When the fault lies in an item, its batch is halved until it fails alone; a fault of the infrastructure fails the
 * whole batch.
 *
 * <p>Items are written in a transaction of their own whatever the caller's is. What is written under an item's key
 * continues the trace that the item came with, or else the last of its key.
 *
 * @param <T> what is written
 * @param <R> what each is answered
 */
public final class GroupCommit<T, R> {

    private enum Turn {
        NONE,
        /** Until the pace lets it begin, or it is full. */
        GATHERS,
        WRITES
    }

    /** More than any transaction may take by the database's own limit, so that a living one always answers first. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(30);

    private final Limits limits;
    private final Function<T, String> key;
    private final Function<List<T>, Mono<List<R>>> write;
    private final Traces traces;
    private final Queue<Entry<T, R>> line = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inLine = new AtomicInteger();
    private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.NONE);
    private final Pace pace;

    /**
     * @param key of the messages that an item makes
     * @param write all or none, in one transaction; the answers in the order of the items
     */
    public GroupCommit(Limits limits, Function<T, String> key, Function<List<T>, Mono<List<R>>> write, Traces traces) {
        this(limits, key, write, traces, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime()}; by one that stands still, no turn takes time and none is paused for */
    public GroupCommit(
            Limits limits,
            Function<T, String> key,
            Function<List<T>, Mono<List<R>>> write,
            Traces traces,
            LongSupplier nanoTime) {
        this.pace = new Pace(nanoTime);
        this.limits = limits;
        this.key = key;
        this.write = write;
        this.traces = traces;
    }

    /** Whether the fault says nothing about what was to be written: it may be written when the fault is over. */
    public static boolean mayPass(Throwable fault) {
        return fault instanceof Busy || Faults.isOfInfrastructure(fault);
    }

    /** Writes it with others, once per subscription. */
    public Mono<R> submit(T item) {
        return Mono.deferContextual(caller -> {
            if (inLine.incrementAndGet() > limits.waiting()) {
                inLine.decrementAndGet();
                return Mono.error(new Busy());
            }
            Entry<T, R> entry = new Entry<>(item, traceOf(item, caller));
            line.add(entry);
            if (isFull()) {
                writeGathered();
            }
            writeNext();
            Mono<R> tooLate = Mono.delay(limits.longestWait())
                    .flatMap(tick -> entry.leave() ? Mono.error(new Busy()) : Mono.never());
            return Mono.firstWithSignal(entry.answer.asMono(), tooLate).doOnCancel(entry::leave);
        });
    }

    private Map<String, String> traceOf(T item, ContextView caller) {
        String trace = traces.runningOrLast(key.apply(item), caller);
        return trace == null ? Map.of() : Map.of(key.apply(item), trace);
    }

    private void writeNext() {
        if (!line.isEmpty() && turn.compareAndSet(Turn.NONE, Turn.GATHERS)) {
            Duration left = pace.left();
            if (left.isZero() || isFull()) {
                writeGathered();
                return;
            }
            Mono.delay(left).subscribe(over -> writeGathered());
            // Who filled it meanwhile did not see that it gathers.
            if (isFull()) {
                writeGathered();
            }
        }
    }

    private boolean isFull() {
        return inLine.get() >= limits.largest();
    }

    private void writeGathered() {
        if (!turn.compareAndSet(Turn.GATHERS, Turn.WRITES)) {
            return;
        }
        List<Entry<T, R>> batch = nextBatch();
        if (batch.isEmpty()) {
            next();
        } else {
            begin(batch);
        }
    }

    private void next() {
        turn.set(Turn.NONE);
        writeNext();
    }

    /** What even Reactor throws, such as a linkage error, must not stop the line for ever. */
    private void begin(List<Entry<T, R>> batch) {
        boolean begun = false;
        pace.begin();
        try {
            write(batch, this::done).subscribe();
            begun = true;
        } finally {
            if (!begun) {
                fail(batch, new IllegalStateException("the transaction could not be begun"));
                next();
            }
        }
    }

    private List<Entry<T, R>> nextBatch() {
        List<Entry<T, R>> batch = new ArrayList<>();
        while (batch.size() < limits.largest()) {
            Entry<T, R> entry = line.poll();
            if (entry == null) {
                break;
            }
            inLine.decrementAndGet();
            if (entry.leave()) {
                batch.add(entry);
            }
        }
        return batch;
    }

    /** The next batch is under way before anybody works with the answers of this one. */
    private void done() {
        pace.end();
        next();
    }

    /** Ends with the fault of the infrastructure where there was one, which tells nothing about the batch. */
    private Mono<Optional<Throwable>> write(List<Entry<T, R>> batch, Runnable done) {
        return Mono.defer(() -> write.apply(batch.stream().map(Entry::item).toList()))
                // It was rolled back for certain; a holder of the lock that stands still is ended within another wait.
                .retryWhen(Retry.max(1)
                        .filter(Faults::isLockTimeout)
                        .onRetryExhaustedThrow((spec, last) -> last.failure()))
                .contextWrite(Context.of(Traces.CONTEXT_KEY, tracesOf(batch)))
                .timeout(LONGEST_TRANSACTION)
                .defaultIfEmpty(List.of())
                .materialize()
                // Beyond the handling of faults: what goes wrong with an answer must not write the batch again.
                .flatMap(end -> ended(batch, end, done));
    }

    private Mono<Optional<Throwable>> ended(List<Entry<T, R>> batch, Signal<List<R>> end, Runnable done) {
        Throwable fault = end.getThrowable();
        if (fault == null) {
            finish(done, () -> answer(batch, Objects.requireNonNull(end.get())));
            return Mono.just(Optional.empty());
        }
        boolean ofInfrastructure = Faults.isOfInfrastructure(fault);
        if (batch.size() > 1 && !ofInfrastructure) {
            return writeHalves(batch, done);
        }
        finish(done, () -> fail(batch, fault));
        return Mono.just(ofInfrastructure ? Optional.of(fault) : Optional.empty());
    }

    private static void finish(Runnable done, Runnable tell) {
        try {
            done.run();
        } finally {
            tell.run();
        }
    }

    private Mono<Optional<Throwable>> writeHalves(List<Entry<T, R>> batch, Runnable done) {
        List<Entry<T, R>> first = batch.subList(0, batch.size() / 2);
        List<Entry<T, R>> second = batch.subList(batch.size() / 2, batch.size());
        return write(first, () -> {}).flatMap(away -> {
            if (away.isEmpty()) {
                return write(second, done);
            }
            done.run();
            fail(second, away.get());
            return Mono.just(away);
        });
    }

    private static <T, R> void answer(List<Entry<T, R>> batch, List<R> answers) {
        for (int i = 0; i < batch.size(); i++) {
            if (i < answers.size()) {
                batch.get(i).answer.tryEmitValue(answers.get(i));
            } else {
                batch.get(i).answer.tryEmitError(new IllegalStateException("no answer (expected: one each)"));
            }
        }
    }

    private static <T, R> void fail(List<Entry<T, R>> batch, Throwable fault) {
        batch.forEach(entry -> entry.answer.tryEmitError(fault));
    }

    private Map<String, String> tracesOf(List<Entry<T, R>> batch) {
        Map<String, String> byKey = new HashMap<>();
        batch.forEach(entry -> byKey.putAll(entry.trace));
        return byKey;
    }

    /**
     * How much may gather.
     *
     * @param largest items in a transaction; at least 1
     * @param waiting items that may stand in line; at least 1
     * @param longestWait how long one may stand in line; once it is being written it is no longer waited for
     */
    public record Limits(int largest, int waiting, Duration longestWait) {

        public Limits {
            requireOne("largest", largest);
            requireOne("waiting", waiting);
        }

        private static void requireOne(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1)");
            }
        }
    }

    /** The line is too long, or it took too long: it was not written and may be sent again a little later. */
    public static final class Busy extends RuntimeException {

        private static final long serialVersionUID = 1;

        Busy() {
            super("too many at once", null, false, false);
        }
    }

    /** Leaves the line once: to be written, or with its caller. */
    private static final class Entry<T, R> {

        private final T item;
        private final Map<String, String> trace;
        private final Sinks.One<R> answer = Sinks.one();
        private final AtomicBoolean gone = new AtomicBoolean();

        Entry(T item, Map<String, String> trace) {
            this.item = item;
            this.trace = trace;
        }

        T item() {
            return item;
        }

        /** True for the first who says so: the writer, who then writes it, or its caller, who then goes without. */
        boolean leave() {
            return gone.compareAndSet(false, true);
        }
    }
}
