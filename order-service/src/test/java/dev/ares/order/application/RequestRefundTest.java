package dev.ares.order.application;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.transaction.reactive.TransactionCallback;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.OrderLine;
import dev.ares.order.domain.OrderStatus;
import dev.ares.order.domain.Refund;
import dev.ares.order.domain.ReturnedLine;

import static org.assertj.core.api.Assertions.assertThat;

class RequestRefundTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Money PRICE = new Money(1000, "EUR");

    private final OrderId id = new OrderId(UUID.randomUUID());
    private final Order paid = new Order(
            id,
            "ann",
            OrderStatus.CONFIRMED,
            null,
            List.of(new OrderLine("mug", 1, PRICE)),
            PRICE,
            0,
            Money.zero("EUR"),
            false,
            Instant.EPOCH,
            Instant.EPOCH);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();

    /** The connection of a transaction answers one statement after the other; the driver does not promise more. */
    @Test
    void theTransactionsConnectionIsAskedOneThingAtATime() {
        RequestRefund request = new RequestRefund(
                new OrdersStandIn() {
                    @Override
                    public Mono<Order> byId(OrderId any) {
                        return statement(paid);
                    }
                },
                new RefundsStandIn() {
                    @Override
                    public Mono<Map<OrderId, List<Refund>>> of(Set<OrderId> orders) {
                        return statement(Map.of());
                    }
                },
                new CheckoutsStandIn(),
                (order, refund) -> Mono.empty(),
                new OrderSignals(),
                new NoTransaction(),
                Clock.systemUTC());

        RequestRefund.Result result = request.request("op", "key", id, List.of(new ReturnedLine("mug", 1)))
                .block(PATIENCE);

        assertThat(result).isInstanceOf(RequestRefund.Result.Accepted.class);
        assertThat(mostUnderWay).hasValue(1);
    }

    /** An answer that takes a moment. */
    private <T> Mono<T> statement(T answer) {
        return Mono.defer(() -> {
            mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            return Mono.delay(Duration.ofMillis(20))
                    .doOnNext(answered -> underWay.decrementAndGet())
                    .thenReturn(answer);
        });
    }

    private static final class NoTransaction implements TransactionalOperator {

        @Override
        public <T> Mono<T> transactional(Mono<T> work) {
            return work;
        }

        @Override
        public <T> Flux<T> execute(TransactionCallback<T> work) {
            throw new UnsupportedOperationException("(expected: a Mono)");
        }
    }
}
