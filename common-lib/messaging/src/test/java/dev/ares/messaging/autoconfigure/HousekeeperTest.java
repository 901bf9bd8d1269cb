package dev.ares.messaging.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.messaging.Backlog;
import dev.ares.messaging.MessageMetrics;
import dev.ares.messaging.postgres.PostgresHousekeeping;
import dev.ares.messaging.relay.Delivery;
import dev.ares.messaging.relay.MessageTable;
import dev.ares.messaging.relay.StoredMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class HousekeeperTest {

    private final AtomicInteger measured = new AtomicInteger();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void anErrorOfOneRoundDoesNotEndTheRounds() {
        Housekeeper housekeeper = housekeeper(() -> {
            if (measured.incrementAndGet() == 1) {
                throw new StackOverflowError();
            }
            return Mono.just(new Backlog(7, Duration.ZERO, 0, 0));
        });

        housekeeper.start();
        try {
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                            meters.get("ares.messages.pending").gauge().value())
                    .isEqualTo(7));
        } finally {
            housekeeper.stop();
        }
        assertThat(measured).hasValueGreaterThan(1);
    }

    private Housekeeper housekeeper(Supplier<Mono<Backlog>> backlog) {
        // Never asked: what is old is dropped after a minute only.
        ConnectionFactory nowhere = ConnectionFactories.get("r2dbc:postgresql://nobody:none@127.0.0.1:1/none");
        PostgresHousekeeping housekeeping = new PostgresHousekeeping(
                DatabaseClient.create(nowhere), TransactionalOperator.create(new R2dbcTransactionManager(nowhere)));
        MessagingSettings settings = new Binder().bindOrCreate("ares.messaging", MessagingSettings.class);
        return new Housekeeper(
                new Measured(backlog), housekeeping, new MessageMetrics(meters), settings, Duration.ofMillis(10));
    }

    private record Measured(Supplier<Mono<Backlog>> asked) implements MessageTable {

        @Override
        public Mono<Backlog> backlog() {
            return asked.get();
        }

        @Override
        public Mono<Integer> hold(int limit, Function<List<StoredMessage>, Mono<Void>> work) {
            return Mono.just(0);
        }

        @Override
        public Mono<Void> lease(List<StoredMessage> messages) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> markProcessed(List<StoredMessage> messages) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> release(List<StoredMessage> messages, Duration delay) {
            return Mono.empty();
        }

        @Override
        public Mono<Long> refuse(List<Delivery.Refused> refused) {
            return Mono.just(0L);
        }

        @Override
        public Mono<Boolean> requeue(UUID id) {
            return Mono.just(false);
        }
    }
}
