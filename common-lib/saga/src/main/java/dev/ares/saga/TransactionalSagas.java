package dev.ares.saga;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Mono;

import dev.ares.faults.WholeTransactions;
import dev.ares.saga.SagaInput.Cancel;
import dev.ares.saga.SagaInput.Due;
import dev.ares.saga.SagaInput.Replied;
import dev.ares.saga.SagaInput.Retry;

/** Load and lock, decide, write: each in one transaction. */
final class TransactionalSagas<S, C> implements SagaOrchestrator<S> {

    private static final Logger log = LoggerFactory.getLogger(TransactionalSagas.class);

    private final SagaTransitions<S, C> transitions;
    private final SagaWriter<S, C> writer;
    private final TransactionalOperator callers;
    private final TransactionalOperator callersOrOwn;
    private final Clock clock;

    TransactionalSagas(
            SagaTransitions<S, C> transitions,
            SagaWriter<S, C> writer,
            ReactiveTransactionManager transactions,
            Clock clock) {
        this.transitions = transitions;
        this.writer = writer;
        this.callers = operator(transactions, TransactionDefinition.PROPAGATION_MANDATORY);
        this.callersOrOwn = new WholeTransactions(operator(transactions, TransactionDefinition.PROPAGATION_REQUIRED));
        this.clock = clock;
    }

    @Override
    public SagaDefinition<S, C> definition() {
        return transitions.definition();
    }

    @Override
    public Mono<Void> start(Map<UUID, S> states) {
        return Mono.fromCallable(() -> begin(states, now()))
                .flatMap(writer::insert)
                .as(callers::transactional);
    }

    private List<Transition<S, C>> begin(Map<UUID, S> states, Instant now) {
        return states.entrySet().stream()
                .map(saga -> transitions.begin(saga.getKey(), saga.getValue(), now))
                .toList();
    }

    @Override
    public Mono<Void> handle(List<SagaReply> replies) {
        if (replies.isEmpty()) {
            return Mono.empty();
        }
        List<UUID> ids = replies.stream().map(SagaReply::sagaId).distinct().toList();
        return writer.lock(ids, now())
                .flatMap(sagas -> writer.write(decide(sagas, replies)))
                .as(callers::transactional);
    }

    @Override
    public Mono<CancelResult> cancel(UUID id, String reason) {
        return writer.lock(List.of(id), now())
                .flatMapIterable(Map::values)
                .next()
                .map(saga -> transitions.apply(saga, new Cancel(reason), now()))
                .flatMap(decision -> writer.write(List.of(decision)).thenReturn(resultOf(decision.instance())))
                .defaultIfEmpty(CancelResult.UNKNOWN)
                .as(callersOrOwn::transactional);
    }

    @Override
    public Mono<SagaInstance.Phase> hold(UUID id) {
        return writer.hold(id).as(callers::transactional);
    }

    @Override
    public Mono<Boolean> retry(UUID id) {
        return writer.lock(List.of(id), now())
                .flatMapIterable(Map::values)
                .next()
                .map(saga -> transitions.apply(saga, new Retry(), now()))
                .flatMap(decision -> writer.write(List.of(decision)).thenReturn(decision.changed()))
                .defaultIfEmpty(false)
                .as(callersOrOwn::transactional);
    }

    @Override
    public Mono<Integer> sweep(int limit) {
        return Mono.defer(() -> {
            Instant now = now();
            return writer.anyDue(now, transitions.latest(now)).flatMap(any -> any ? moveDue(limit) : Mono.just(0));
        });
    }

    private Mono<Integer> moveDue(int limit) {
        return Mono.defer(() -> takeDue(limit))
                .flatMap(sagas -> writer.write(due(sagas.values())).thenReturn(sagas.size()))
                .as(callersOrOwn::transactional)
                .onErrorResume(Faults::areOfTheRecord, fault -> sweepOneByOne(limit));
    }

    /** What is due, and what a clock ahead of its time has put off, since nobody else would come to it. */
    private Mono<Map<UUID, SagaInstance<S>>> takeDue(int limit) {
        Instant now = now();
        return writer.lockDue(now, limit)
                .zipWhen(sagas -> writer.lockDueAfter(transitions.latest(now), now, limit), (sagas, putOff) -> {
                    Map<UUID, SagaInstance<S>> both = new LinkedHashMap<>(sagas);
                    both.putAll(putOff);
                    return both;
                });
    }

    /** A saga that cannot be written must not hold up those that were taken with it. */
    private Mono<Integer> sweepOneByOne(int limit) {
        return Mono.defer(() -> takeDue(limit))
                .as(callersOrOwn::transactional)
                .flatMapIterable(Map::keySet)
                .concatMap(this::sweepOne)
                .count()
                .map(Long::intValue);
    }

    private Mono<UUID> sweepOne(UUID id) {
        return Mono.defer(() -> writer.lock(List.of(id), now()))
                .flatMap(sagas -> writer.write(due(sagas.values())))
                .as(callersOrOwn::transactional)
                .onErrorResume(Faults::areOfTheRecord, fault -> park(id, fault))
                .thenReturn(id);
    }

    private Mono<Void> park(UUID id, Throwable fault) {
        return Mono.defer(() -> writer.lock(List.of(id), now()))
                .flatMapIterable(Map::values)
                .flatMap(saga -> writer.write(List.of(SagaTransitions.parked(saga, fault.toString(), now()))))
                .then()
                .as(callersOrOwn::transactional);
    }

    private List<Transition<S, C>> due(Collection<SagaInstance<S>> sagas) {
        Instant now = now();
        return sagas.stream()
                .map(saga -> transitions.apply(saga, new Due(), now))
                .toList();
    }

    private List<Transition<S, C>> decide(Map<UUID, SagaInstance<S>> sagas, List<SagaReply> replies) {
        Instant now = now();
        Map<UUID, Transition<S, C>> decisions = new LinkedHashMap<>();
        sagas.forEach((id, saga) -> decisions.put(id, Transition.none(saga)));
        for (SagaReply reply : replies) {
            Transition<S, C> soFar = decisions.get(reply.sagaId());
            if (soFar == null) {
                log.warn("reply for an unknown saga is passed over: {}", reply);
                continue;
            }
            Replied input = new Replied(reply.step(), reply.outcome());
            decisions.put(reply.sagaId(), soFar.and(transitions.apply(soFar.instance(), input, now)));
        }
        return List.copyOf(decisions.values());
    }

    private static CancelResult resultOf(SagaInstance<?> saga) {
        return switch (saga.phase()) {
            case COMPENSATING, COMPENSATED -> CancelResult.COMPENSATING;
            case PIVOTING, FINISHING -> CancelResult.RECORDED;
            case COMPLETED -> CancelResult.COMPLETED;
            case ADVANCING ->
                throw new IllegalStateException("saga %s cannot be undone: %s".formatted(saga.id(), saga.parked()));
        };
    }

    private Instant now() {
        return clock.instant();
    }

    private static TransactionalOperator operator(ReactiveTransactionManager transactions, int propagation) {
        return TransactionalOperator.create(transactions, new DefaultTransactionDefinition(propagation));
    }
}
