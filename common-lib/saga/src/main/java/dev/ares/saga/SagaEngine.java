package dev.ares.saga;

import java.time.Clock;

import org.springframework.transaction.ReactiveTransactionManager;

/** Makes an orchestrator out of a definition and its ports; the parts that all sagas of a service share are here. */
public final class SagaEngine {

    private final SagaStore store;
    private final ReactiveTransactionManager transactions;
    private final SagaTiming timing;
    private final Clock clock;

    /** @param transactions must govern the store and whatever the ports of the definitions write to */
    public SagaEngine(SagaStore store, ReactiveTransactionManager transactions, SagaTiming timing, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.timing = timing;
        this.clock = clock;
    }

    /** An orchestrator of the definition. Declared as a bean, its deadlines are swept. */
    public <S, C> SagaOrchestrator<S> orchestrate(
            SagaDefinition<S, C> definition, SagaStateCodec<S> codec, SagaCommands<C> commands, SagaListener listener) {
        SagaWriter<S, C> writer = new SagaWriter<>(definition.name(), store, codec, commands, listener);
        return new TransactionalSagas<>(new SagaTransitions<>(definition, timing), writer, transactions, clock);
    }
}
