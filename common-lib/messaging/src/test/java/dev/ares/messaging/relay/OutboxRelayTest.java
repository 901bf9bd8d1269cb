package dev.ares.messaging.relay;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.ares.messaging.MessageMetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is thrown on the way to the broker costs the message a repetition, and no other message anything. */
class OutboxRelayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(12);
    private static final int IN_FLIGHT = 2;

    private final MemoryMessageTable table = new MemoryMessageTable();
    private final Set<StoredMessage> unfit = ConcurrentHashMap.newKeySet();
    private @Nullable OutboxRelay relay;

    @AfterEach
    void stop() throws InterruptedException {
        if (relay != null) {
            relay.stop(Duration.ofSeconds(1));
        }
    }

    @Test
    void anErrorOnTheWayToTheBrokerKeepsNoPlaceAmongThoseInFlight() {
        List<StoredMessage> messages = MemoryMessageTable.of(3 * IN_FLIGHT, Duration.ofMinutes(10));
        unfit.addAll(messages.subList(0, IN_FLIGHT));

        start((message, settled) -> {
                    if (unfit.contains(message)) {
                        throw new StackOverflowError();
                    }
                    settled.accept(new Delivery.Acknowledged(message));
                })
                .offer(messages);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(table.marked).containsExactlyElementsOf(messages.subList(IN_FLIGHT, 3 * IN_FLIGHT));
            assertThat(table.released).containsExactlyElementsOf(messages.subList(0, IN_FLIGHT));
        });
    }

    @Test
    void aMessageThatCannotBeGivenToTheBrokerDoesNotHoldUpThoseHeldWithIt() {
        table.has(1, Duration.ofMinutes(10));
        List<StoredMessage> first = table.due();
        unfit.addAll(first);
        table.has(2, Duration.ofMinutes(10));

        start((message, settled) -> {
            if (unfit.contains(message)) {
                throw new IllegalStateException("no span");
            }
            settled.accept(new Delivery.Acknowledged(message));
        });

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(table.released).containsExactlyElementsOf(first);
            assertThat(table.marked).hasSize(2);
        });
    }

    @Test
    void ofTwoAnswersAboutAMessageTheFirstCounts() {
        List<StoredMessage> messages = MemoryMessageTable.of(5 * IN_FLIGHT, Duration.ofMinutes(10));

        start((message, settled) -> {
                    settled.accept(new Delivery.Acknowledged(message));
                    throw new IllegalStateException("after all was said");
                })
                .offer(messages);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(table.marked).containsExactlyElementsOf(messages));
        assertThat(table.released).isEmpty();
    }

    @Test
    void marksThatStillGatherAreWrittenWhenItStops() throws InterruptedException {
        List<StoredMessage> messages = MemoryMessageTable.of(2, Duration.ofMinutes(10));
        Set<StoredMessage> sent = ConcurrentHashMap.newKeySet();
        OutboxRelay gathering = start(
                (message, settled) -> {
                    settled.accept(new Delivery.Acknowledged(message));
                    sent.add(message);
                },
                new RelaySettings(100, 100, 10, OFTEN, Duration.ofHours(1), SEND_TIMEOUT));
        gathering.offer(messages);
        await().atMost(PATIENCE).until(() -> sent.size() == 2);

        gathering.stop(PATIENCE);

        assertThat(table.marked).containsExactlyElementsOf(messages);
    }

    private OutboxRelay start(Broker broker) {
        return start(broker, new RelaySettings(100, IN_FLIGHT, 10, OFTEN, OFTEN, SEND_TIMEOUT));
    }

    private OutboxRelay start(Broker broker, RelaySettings settings) {
        OutboxRelay started = new OutboxRelay(table, broker, settings, new MessageMetrics(new SimpleMeterRegistry()));
        started.start();
        relay = started;
        return started;
    }
}
