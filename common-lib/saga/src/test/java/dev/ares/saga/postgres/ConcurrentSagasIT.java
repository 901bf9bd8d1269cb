package dev.ares.saga.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.local.teststack.TestServer;
import dev.ares.saga.SagaOrchestrator;
import dev.ares.saga.SagaReply;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;

/** Sagas that several work on at once, on a real database. */
@LocalInfrastructure(database = "saga", servers = TestServer.POSTGRES)
class ConcurrentSagasIT {

    private final SagaDatabase sagas;
    private final SagaOrchestrator<String> trips;

    ConcurrentSagasIT(Infrastructure infrastructure) {
        sagas = new SagaDatabase(infrastructure);
        trips = sagas.trips();
    }

    @AfterEach
    void close() {
        sagas.close();
    }

    @Test
    void aSweepPassesOverWhatOthersHold() {
        UUID free = sagas.startMany(trips, 1).get(0);
        List<UUID> others = sagas.startMany(trips, 3);
        sagas.passTime(Duration.ofSeconds(45));

        Integer taken = sagas.transaction
                .transactional(sagas.store
                        .lock("trip", others)
                        .then(Mono.defer(() -> SagaDatabase.otherConnection(trips.sweep(10)))))
                .block();

        assertThat(taken).isOne();
        assertThat(sagas.sent(free)).containsExactly("book flight", "cancel flight");
    }

    @Test
    void repliesSweepsAndCancelsThatMeetEndEverySagaOnceWithoutDeadlock() {
        List<UUID> trip = sagas.startMany(trips, 40);
        Random chance = new Random(7);
        for (int round = 0; round < 12; round++) {
            sagas.passTime(Duration.ofSeconds(9));
            List<Mono<?>> work = new ArrayList<>();
            for (int reader = 0; reader < 4; reader++) {
                List<SagaReply> replies = new ArrayList<>();
                trip.forEach(each -> replies.addAll(allAnswers(each)));
                Collections.shuffle(replies, chance);
                work.add(sagas.transaction.transactional(trips.handle(replies.subList(0, replies.size() / 2))));
            }
            work.add(trips.sweep(10));
            work.add(trips.sweep(10));
            work.add(trips.cancel(trip.get(chance.nextInt(trip.size())), "MIND"));
            Flux.fromIterable(work).flatMap(each -> each, work.size()).blockLast(Duration.ofSeconds(30));
        }

        for (UUID each : trip) {
            List<String> timeline = new ArrayList<>(sagas.timeline(each));
            timeline.removeIf("CONTRADICTED pay"::equals); // This test answers for payments that nobody asked for.
            List<String> sent = sagas.sent(each);
            assertThat(timeline).containsAnyOf("COMPLETED", "COMPENSATED").doesNotHaveDuplicates();
            assertThat(sagas.milestones)
                    .filteredOn(milestone -> milestone.sagaId().equals(each))
                    .hasSize(timeline.contains("COMPLETED") ? 2 : 1);
            assertThat(sent.contains("pay") && sent.stream().anyMatch(command -> command.startsWith("cancel")))
                    .isFalse();
        }
    }

    private static List<SagaReply> allAnswers(UUID each) {
        return List.of(
                SagaReply.done(each, "flight"),
                SagaReply.done(each, "hotel"),
                SagaReply.done(each, "pay"),
                SagaReply.done(each, "tickets"),
                SagaReply.done(each, "miles"),
                SagaReply.undone(each, "flight"),
                SagaReply.undone(each, "hotel"));
    }
}
