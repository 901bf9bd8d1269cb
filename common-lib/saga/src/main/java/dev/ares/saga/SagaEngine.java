package dev.ares.saga;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.transaction.ReactiveTransactionManager;

/** Makes an orchestrator out of a definition and its ports; the parts that all sagas of a service share are here. */
public final class SagaEngine {

    private final SagaStore store;
    private final ReactiveTransactionManager transactions;
    private final SagaTiming timing;
    private final Clock clock;
    private final SagaWatcher watcher;
    private final Set<String> sagas = ConcurrentHashMap.newKeySet();

    /** @param transactions must govern the store and whatever the ports of the definitions write to */
    public SagaEngine(SagaStore store, ReactiveTransactionManager transactions, SagaTiming timing, Clock clock) {
        this(store, transactions, timing, clock, SagaWatcher.NONE);
    }

    /**
     * @param transactions must govern the store and whatever the ports of the definitions write to
     * @param watcher told of what happened, after the commit
     */
    public SagaEngine(
            SagaStore store,
            ReactiveTransactionManager transactions,
            SagaTiming timing,
            Clock clock,
            SagaWatcher watcher) {
        this.store = store;
        this.transactions = transactions;
        this.timing = timing;
        this.clock = clock;
        this.watcher = watcher;
    }

    /** The names of the sagas that this engine runs. */
    public Set<String> sagas() {
        return Set.copyOf(sagas);
    }

    /** An orchestrator of the definition. Declared as a bean, its deadlines are swept. */
    public <S, C> SagaOrchestrator<S> orchestrate(
            SagaDefinition<S, C> definition, SagaStateCodec<S> codec, SagaCommands<C> commands, SagaListener listener) {
        sagas.add(definition.name());
        watcher.runs(
                definition.name(),
                definition.steps().stream()
                        .flatMap(step -> Stream.concat(Stream.of(step.name()), step.acknowledgements().stream()))
                        .collect(Collectors.toSet()));
        SagaWriter<S, C> writer = new SagaWriter<>(definition.name(), store, codec, commands, listener, watcher);
        return new TransactionalSagas<>(new SagaTransitions<>(definition, timing), writer, transactions, clock);
    }
}
