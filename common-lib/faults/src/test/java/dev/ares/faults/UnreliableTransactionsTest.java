package dev.ares.faults;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.ReactiveTransaction;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class UnreliableTransactionsTest {

    private static final ReactiveTransaction NEW = new ReactiveTransaction() {
        @Override
        public boolean isNewTransaction() {
            return true;
        }
    };

    private final AtomicBoolean committed = new AtomicBoolean();

    @Test
    void aTransactionStaysOpenForAsLongAsItsCommitIsDelayed() {
        commit(delay(Duration.ofMinutes(1))).subscribe();
        assertThat(committed).isFalse();

        commit(delay(Duration.ofMillis(1))).subscribe();
        Awaitility.await().untilTrue(committed);
    }

    @Test
    void withoutAFaultItIsCommittedAtOnce() {
        commit(null).subscribe();

        assertThat(committed).isTrue();
    }

    private Mono<Void> commit(@Nullable InjectedFault fault) {
        return new UnreliableTransactions(new Committing(), (hop, names) -> fault, "pay").commit(NEW);
    }

    private static InjectedFault delay(Duration delay) {
        return new InjectedFault(FaultKind.DELAY, delay, false);
    }

    private final class Committing implements ReactiveTransactionManager {

        @Override
        public Mono<ReactiveTransaction> getReactiveTransaction(@Nullable TransactionDefinition definition) {
            return Mono.just(NEW);
        }

        @Override
        public Mono<Void> commit(ReactiveTransaction transaction) {
            return Mono.fromRunnable(() -> committed.set(true));
        }

        @Override
        public Mono<Void> rollback(ReactiveTransaction transaction) {
            return Mono.empty();
        }
    }
}
