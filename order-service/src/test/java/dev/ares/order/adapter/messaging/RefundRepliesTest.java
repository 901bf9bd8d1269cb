package dev.ares.order.adapter.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import dev.ares.contracts.payment.v1.PaymentRefunded;
import dev.ares.contracts.payment.v1.RefundRefused;
import dev.ares.messaging.Subscription;
import dev.ares.order.application.OrderSignals;
import dev.ares.saga.CancelResult;
import dev.ares.saga.SagaDefinition;
import dev.ares.saga.SagaInstance;
import dev.ares.saga.SagaOrchestrator;
import dev.ares.saga.SagaReply;

import static org.assertj.core.api.Assertions.assertThat;

class RefundRepliesTest {

    private final OrderSignals signals = new OrderSignals();

    /**
     * Both in one transaction: a refusal locks the checkout and what is refunded the order, and a cancel that comes between
     * holds the checkout while it waits for the order.
     */
    @Test
    void refusalsLockCheckoutsBeforeAnythingLocksAnOrder() {
        Subscription replies = new CheckoutReplies(new Unasked<>(), signals)
                .subscription("order-service", new RefundReplies(new Unasked<>(), signals));

        List<String> inTurn = new ArrayList<>(replies.types());

        assertThat(inTurn)
                .containsSubsequence(
                        RefundRefused.getDescriptor().getFullName(),
                        PaymentRefunded.getDescriptor().getFullName());
    }

    /** Sagas that no reply reaches. */
    private static final class Unasked<S> implements SagaOrchestrator<S> {

        @Override
        public SagaDefinition<S, ?> definition() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Mono<Void> start(Map<UUID, S> states) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> handle(List<SagaReply> replies) {
            return Mono.empty();
        }

        @Override
        public Mono<CancelResult> cancel(UUID id, String reason) {
            return Mono.just(CancelResult.UNKNOWN);
        }

        @Override
        public Mono<SagaInstance.Phase> hold(UUID id) {
            return Mono.empty();
        }

        @Override
        public Mono<Boolean> retry(UUID id) {
            return Mono.just(false);
        }

        @Override
        public Mono<Integer> sweep(int limit) {
            return Mono.just(0);
        }
    }
}
