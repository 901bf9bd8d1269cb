package dev.ares.messaging.reader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.faults.Commits;
import dev.ares.messaging.CloudEvents;
import dev.ares.messaging.Faults;
import dev.ares.messaging.MessageMetrics;
import dev.ares.messaging.MessageObservations;
import dev.ares.messaging.Received;
import dev.ares.messaging.Subscription;
import dev.ares.messaging.Subscription.Handler;
import dev.ares.messaging.Subscription.Meaning;
import dev.ares.observability.BlockingBoundary;

/** Applies what was read of a subscription: effectively once, and nothing passed over. */
public final class SubscriptionReader {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionReader.class);

    /** What the commit of a batch is named by, with the types in it. */
    private static final String COMMIT = "read ";

    /** More than any transaction may take by the database's own limit. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(30);

    private final Subscription subscription;
    private final Inbox inbox;
    private final Commits commits;
    private final DeadLetters deadLetters;
    private final MessageMetrics metrics;
    private final MessageObservations observations;
    private final UnreliableReading reading;
    private final BatchSplitter<Decoded> splitter = new BatchSplitter<>(this::applyTogether, this::park);

    /** @param reading what may go wrong between the broker and here */
    public SubscriptionReader(
            Subscription subscription,
            Inbox inbox,
            Commits commits,
            DeadLetters deadLetters,
            MessageMetrics metrics,
            MessageObservations observations,
            UnreliableReading reading) {
        this.subscription = subscription;
        this.inbox = inbox;
        this.commits = commits;
        if (subscription.inTransaction()) {
            subscription.types().forEach(type -> commits.expect(COMMIT + type));
        }
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.observations = observations;
        this.reading = reading;
    }

    public Subscription subscription() {
        return subscription;
    }

    /** Notes how many records the broker has for the calling thread that are not applied. */
    public void behind(long records) {
        metrics.lag(subscription, Thread.currentThread().getName(), records);
    }

    /**
     * Applies the records or parks them. When it returns, their offsets may be committed; when it throws, nothing is
     * known about the records, and all of them are to be read again: what was applied is then dropped by the inbox.
     */
    public void read(List<ReceivedRecord> records) {
        reading.read(subscription, records, this::applyOrPark);
    }

    private void applyOrPark(List<ReceivedRecord> records) {
        List<Decoded> decoded = new ArrayList<>(records.size());
        Map<ReceivedRecord, Exception> undecodable = new LinkedHashMap<>();
        for (ReceivedRecord read : records) {
            Meaning<?, ?> meaning = meaningOf(read);
            if (meaning == null) {
                metrics.skipped(subscription);
                continue;
            }
            try {
                decoded.add(decode(read, meaning));
            } catch (InvalidProtocolBufferException | IllegalArgumentException fault) {
                undecodable.put(read, fault);
            }
        }
        if (!decoded.isEmpty()) {
            splitter.apply(decoded);
        }
        // Last, so that they are parked once and not again with each attempt while the database is down.
        undecodable.forEach(this::park);
    }

    /** A record without a type is at fault whatever the handlers; so it gets any, and fails to decode. */
    private @Nullable Meaning<?, ?> meaningOf(ReceivedRecord read) {
        String type = read.headers().get(CloudEvents.TYPE);
        return subscription.handlers().stream()
                .<Meaning<?, ?>>flatMap(handler -> handler.meanings().stream())
                .filter(meaning -> type == null || meaning.type().equals(type))
                .findFirst()
                .orElse(null);
    }

    private static Decoded decode(ReceivedRecord read, Meaning<?, ?> meaning) throws InvalidProtocolBufferException {
        if (!read.headers().containsKey(CloudEvents.TYPE)) {
            throw new IllegalArgumentException("header " + CloudEvents.TYPE + ": missing (expected: a Protobuf type)");
        }
        String id = read.headers().get(CloudEvents.ID);
        if (id == null) {
            throw new IllegalArgumentException("header " + CloudEvents.ID + ": missing (expected: a UUID)");
        }
        Message body = meaning.decode(read.payload());
        return new Decoded(read, meaning, new Received<>(UUID.fromString(id), read.key(), read.headers(), body));
    }

    @BlockingBoundary("the reader's own thread applies one batch after the other")
    private void applyTogether(List<Decoded> batch) {
        Mono<Integer> work = subscription.inTransaction()
                ? apply(batch).as(commits.of(namesOf(batch))::transactional)
                : apply(batch);
        Integer applied = observed(batch, work).timeout(LONGEST_TRANSACTION).block();
        metrics.applied(subscription, applied == null ? 0 : applied, batch.size());
    }

    /**
     * Applies one record in the caller's transaction, unless it was applied before. Ends with the fault of the record
     * where it cannot be applied.
     */
    public Mono<Void> apply(ReceivedRecord one) {
        return Mono.defer(() -> {
            Meaning<?, ?> meaning = meaningOf(one);
            if (meaning == null) {
                return Mono.error(new IllegalArgumentException(
                        "type: " + one.headers().get(CloudEvents.TYPE) + " (expected: one that has a handler)"));
            }
            try {
                List<Decoded> alone = List.of(decode(one, meaning));
                return observed(alone, apply(alone)).then();
            } catch (InvalidProtocolBufferException fault) {
                return Mono.error(fault);
            }
        });
    }

    private Mono<Integer> apply(List<Decoded> batch) {
        return subscription.inTransaction()
                ? applyUnlessApplied(batch)
                : handle(batch).thenReturn(batch.size());
    }

    private Mono<Integer> applyUnlessApplied(List<Decoded> batch) {
        List<UUID> ids = batch.stream()
                .map(one -> one.received().id())
                .distinct()
                .sorted()
                .toList();
        return inbox.admit(subscription.reader(), ids)
                .flatMap(admitted -> handle(firstOfEach(batch, admitted)).thenReturn(admitted.size()));
    }

    private <T> Mono<T> observed(List<Decoded> batch, Mono<T> work) {
        return Mono.defer(() -> {
            MessageObservations.Batch observed = observations.begin(
                    subscription,
                    batch.stream().<Received<?>>map(Decoded::received).toList());
            return work.doOnError(observed::failed)
                    .doFinally(end -> observed.end())
                    .contextWrite(observed.context());
        });
    }

    private static String[] namesOf(List<Decoded> batch) {
        return batch.stream()
                .map(one -> COMMIT + one.meaning().type())
                .distinct()
                .toArray(String[]::new);
    }

    private static List<Decoded> firstOfEach(List<Decoded> batch, Set<UUID> admitted) {
        Set<UUID> open = new HashSet<>(admitted);
        return batch.stream().filter(one -> open.remove(one.received().id())).toList();
    }

    private Mono<Void> handle(List<Decoded> fresh) {
        return Flux.fromIterable(subscription.handlers())
                .concatMap(handler -> Mono.defer(() -> call(handler, fresh)))
                .then();
    }

    private static <T> Mono<Void> call(Handler<T> handler, List<Decoded> fresh) {
        List<T> meant = new ArrayList<>();
        for (Decoded one : fresh) {
            if (handler.meanings().contains(one.meaning())) {
                meant.add(told(one.meaning(), one.received()));
            }
        }
        return meant.isEmpty() ? Mono.empty() : handler.action().apply(meant);
    }

    @SuppressWarnings("unchecked") // the meaning is one of the handler's, and the message was decoded by it
    private static <M extends Message, T> T told(Meaning<M, ?> meaning, Received<?> received) {
        return (T) meaning.meaning().apply((Received<M>) received);
    }

    private void park(Decoded one, RuntimeException fault) {
        park(one.source(), fault);
    }

    private void park(ReceivedRecord parked, Exception fault) {
        String reason = Faults.describe(fault);
        deadLetters.park(subscription, parked, reason);
        metrics.parked(subscription);
        log.error("Parked {} in {}: {}", parked.position(), subscription.deadLetterTopic(), reason);
    }

    private record Decoded(ReceivedRecord source, Meaning<?, ?> meaning, Received<?> received) {}
}
