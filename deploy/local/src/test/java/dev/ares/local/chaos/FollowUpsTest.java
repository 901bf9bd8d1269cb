package dev.ares.local.chaos;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.ares.local.client.Answer;
import dev.ares.local.client.ShopClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class FollowUpsTest {

    private static final URI FIRST = URI.create("http://127.0.0.1:1");
    private static final URI SECOND = URI.create("http://127.0.0.1:2");

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final Persistence persistence = new Persistence(Duration.ofSeconds(1));
    private final Tally tally = new Tally();
    private final FollowUps followUps = new FollowUps(threads, List.of(FIRST, SECOND), persistence, tally);

    private final Queue<URI> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger over = new AtomicInteger();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void whatIsNotAnsweredIsSentAgainThroughTheNextGatewayUntilItIs() {
        var answers = new ConcurrentLinkedQueue<>(List.of(503, 202));

        followUps.ask(Duration.ZERO, over::incrementAndGet, wanting(gateway -> {
            Integer status = asked.size() == 1 ? null : answers.poll();
            return status == null ? new ShopClient(gateway).cancel("order-1") : answer(status);
        }));

        await().until(() -> over.get() == 1);
        assertThat(asked).containsExactly(FIRST, SECOND, FIRST);
        assertThat(accepted).extracting(Answer::status).containsExactly(202);
        assertThat(tally.answers())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("refund without answer", 1L, "refund 503", 1L, "refund 202", 1L));
    }

    @Test
    void aNoIsAnAnswer() {
        followUps.ask(Duration.ZERO, over::incrementAndGet, wanting(gateway -> answer(422)));

        await().until(() -> over.get() == 1);
        assertThat(asked).hasSize(1);
        assertThat(accepted).isEmpty();
    }

    @Test
    void twoOfOneOrderGoOutTogetherAndItIsOverOnceBothAreAnswered() {
        followUps.ask(
                Duration.ZERO,
                over::incrementAndGet,
                wanting(gateway -> {
                    await().until(() -> asked.size() == 2);
                    return answer(202);
                }),
                wanting(gateway -> answer(202)));

        await().until(() -> over.get() == 1);
        assertThat(asked).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(accepted).hasSize(2);
    }

    @Test
    void longAfterTheEndOfTheRunNobodyTriesAgain() {
        persistence.end();

        followUps.ask(Duration.ZERO, over::incrementAndGet, wanting(gateway -> answer(503)));

        await().until(() -> over.get() == 1);
        assertThat(accepted).isEmpty();
        assertThat(tally.answers()).containsEntry("refund given up", 1L);
    }

    private FollowUp wanting(Function<URI, Answer> call) {
        return new FollowUp(
                "refund",
                gateway -> {
                    asked.add(gateway);
                    return call.apply(gateway);
                },
                accepted::add);
    }

    private static Answer answer(int status) {
        return new Answer(status, HttpHeaders.of(Map.of(), (name, value) -> true), "");
    }
}
