package dev.ares.messaging.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import dev.ares.messaging.MessageMetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is done with held messages, whatever the broker does with them. */
class PollerTest {

    private static final int BATCH = 3;

    private final MemoryMessageTable table = new MemoryMessageTable();
    private final List<StoredMessage> sent = new ArrayList<>();
    private final List<Delivery> late = new ArrayList<>();
    private final Gate gate = new Gate();

    @Test
    void whatIsAcknowledgedIsMarkedInTheHold() throws Exception {
        table.has(7, Duration.ofMinutes(1));

        poll((message, settled) -> settled.accept(new Delivery.Acknowledged(message)));
        poll((message, settled) -> settled.accept(new Delivery.Acknowledged(message)));

        assertThat(table.marked).hasSize(7).doesNotHaveDuplicates();
        assertThat(table.leased).isEmpty();
    }

    @Test
    void whatIsStillUnderWayWhenTheHoldEndsIsLeasedAndSettledLater() throws Exception {
        table.has(2, Duration.ofSeconds(2));
        List<Runnable> answers = new ArrayList<>();

        poll((message, settled) -> {
            if (sent.size() == 1) {
                settled.accept(new Delivery.Acknowledged(message));
            } else {
                answers.add(() -> settled.accept(new Delivery.Acknowledged(message)));
            }
        });
        assertThat(table.marked).containsExactly(sent.get(0));
        assertThat(table.leased).containsExactly(sent.get(1));
        assertThat(late).isEmpty();

        answers.forEach(Runnable::run);
        assertThat(late).containsExactly(new Delivery.Acknowledged(sent.get(1)));
    }

    @Test
    void nothingIsSentAfterAPauseInWhichTheHoldHasEnded() throws Exception {
        table.has(2, Duration.ofMillis(-1));

        poll((message, settled) -> settled.accept(new Delivery.Acknowledged(message)));

        assertThat(sent).isEmpty();
        assertThat(table.marked).isEmpty();
        assertThat(table.leased).isEmpty();
    }

    @Test
    void theFirstFailureOfTheBrokerEndsTheBatchAndIsGivenBack() throws Exception {
        table.has(BATCH, Duration.ofMinutes(1));

        poll((message, settled) -> settled.accept(new Delivery.Unknown(message, "away")));

        assertThat(sent).hasSize(1);
        assertThat(table.released).isEqualTo(sent);
    }

    @Test
    void whatTheBrokerHasIsNotSentAgainBecauseItsHoldCouldNotBeCommitted() {
        table.has(2, Duration.ofMinutes(1));
        table.commitFails = true;

        assertThatThrownBy(() -> poll((message, settled) -> settled.accept(
                        sent.size() == 1
                                ? new Delivery.Acknowledged(message)
                                : new Delivery.Refused(message, "too large"))))
                .hasMessageContaining("no answer to COMMIT");

        assertThat(late).containsExactly(new Delivery.Acknowledged(sent.get(0)));
    }

    @Test
    void aStopWaitsForOneHoldHoweverMuchWaits() throws Exception {
        table.has(10 * BATCH, Duration.ofMinutes(1));
        List<Poller> poller = new ArrayList<>();

        poller.add(poller((message, settled) -> {
            poller.get(0).finish();
            settled.accept(new Delivery.Acknowledged(message));
        }));
        poller.get(0).poll();

        assertThat(table.marked).hasSize(1);
    }

    @Test
    void whatIsSlowerThanItsHoldIsWaitedForBeforeMoreIsSent() throws Exception {
        table.has(3 * BATCH, Duration.ofSeconds(2));

        poll((message, settled) -> {});

        assertThat(sent).hasSize(BATCH);
        assertThat(table.leased).containsExactlyInAnyOrderElementsOf(sent);
    }

    private void poll(Broker broker) throws InterruptedException {
        poller(broker).poll();
    }

    private Poller poller(Broker broker) {
        Broker noting = (message, settled) -> {
            sent.add(message);
            broker.send(message, settled);
        };
        var settings =
                new RelaySettings(10, 10, BATCH, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(12));
        var settlements = new Settlements(table, gate, new MessageMetrics(new SimpleMeterRegistry()));
        return new Poller(table, noting, settings, gate, settlements, late::add);
    }
}
