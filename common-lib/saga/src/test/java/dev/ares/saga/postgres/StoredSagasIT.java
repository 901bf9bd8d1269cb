package dev.ares.saga.postgres;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.IllegalTransactionStateException;
import reactor.core.publisher.Mono;

import dev.ares.local.teststack.TestServer;
import dev.ares.saga.CancelResult;
import dev.ares.saga.SagaInstance;
import dev.ares.saga.SagaMilestone;
import dev.ares.saga.SagaOrchestrator;
import dev.ares.saga.SagaReader;
import dev.ares.saga.SagaReader.Overview;
import dev.ares.saga.SagaReader.Status;
import dev.ares.saga.SagaReply;
import dev.ares.saga.StaleSagaException;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@LocalInfrastructure(database = "saga", servers = TestServer.POSTGRES)
class StoredSagasIT {

    private final UUID id = UUID.randomUUID();
    private final SagaDatabase sagas;
    private final SagaOrchestrator<String> trips;

    StoredSagasIT(Infrastructure infrastructure) {
        sagas = new SagaDatabase(infrastructure);
        trips = sagas.trips();
    }

    @BeforeEach
    void start() {
        inTransaction(trips.start(id, "ann"));
    }

    @AfterEach
    void close() {
        sagas.close();
    }

    @Test
    void carriesASagaToItsEndAndTellsItsTimeline() {
        handle(SagaReply.done(id, "flight"));
        handle(SagaReply.done(id, "hotel"));
        handle(SagaReply.done(id, "pay"));
        handle(SagaReply.done(id, "miles"), SagaReply.done(id, "tickets"));

        assertThat(sagas.sent(id)).containsExactly("book flight", "book hotel", "pay", "announce");
        assertThat(sagas.milestones)
                .containsExactly(new SagaMilestone.PivotPassed(id), new SagaMilestone.Completed(id, null));
        assertThat(sagas.timeline(id))
                .containsExactly(
                        "STARTED",
                        "DISPATCHED flight",
                        "DONE flight",
                        "DISPATCHED hotel",
                        "DONE hotel",
                        "DISPATCHED pay",
                        "DONE pay",
                        "DISPATCHED announce",
                        "DONE miles",
                        "DONE tickets",
                        "COMPLETED");
    }

    @Test
    void countsWhatWasCommittedAndTimesTheAnswers() {
        sagas.passTime(Duration.ofSeconds(9));
        handle(SagaReply.done(id, "flight"));
        assertThatThrownBy(() -> inTransaction(trips.handle(List.of(SagaReply.done(id, "hotel")))
                        .then(Mono.error(new IllegalStateException("rolled back")))))
                .hasMessage("rolled back");

        assertThat(events("", "started")).isOne();
        assertThat(events("flight", "done")).isOne();
        assertThat(events("hotel", "done")).isZero();
        assertThat(sagas.meters
                        .get("ares.saga.step")
                        .tags("saga", "trip", "step", "flight", "outcome", "done")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(9);
    }

    @Test
    void timesTheRareAnswersFromZeroSoThatTheRateOfTheFirstIsSeen() {
        assertThat(sagas.meters
                        .get("ares.saga.step")
                        .tags("saga", "trip", "step", "hotel", "outcome", "undone")
                        .timer()
                        .count())
                .isZero();
    }

    @Test
    void takesACensusOfTheUnended() {
        List<SagaReader.Census> census = sagas.reader.census().collectList().block();

        assertThat(census).singleElement().satisfies(trip -> {
            assertThat(trip.saga()).isEqualTo("trip");
            assertThat(trip.running()).isOne();
            assertThat(trip.parked()).isZero();
        });
    }

    private double events(String step, String event) {
        Counter counter = sagas.meters
                .find("ares.saga.events")
                .tags("saga", "trip", "step", step, "event", event)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void undoesAfterADeadline() {
        handle(SagaReply.done(id, "flight"));
        sagas.passTime(Duration.ofSeconds(44));
        assertThat(sweep()).isZero();
        sagas.passTime(Duration.ofSeconds(1));
        assertThat(sweep()).isOne();
        handle(SagaReply.undone(id, "hotel"));
        handle(SagaReply.undone(id, "flight"));

        assertThat(sagas.sent(id)).containsExactly("book flight", "book hotel", "cancel hotel", "cancel flight");
        assertThat(sagas.milestones).containsExactly(new SagaMilestone.Compensated(id, "EXPIRED", "hotel"));
        sagas.passTime(Duration.ofDays(1));
        assertThat(sweep()).isZero();
    }

    /** Its commit is a crash point: one that had nothing to do would be passed in place of the one that is meant. */
    @Test
    void aSweepThatFindsNothingCommitsNothing() {
        int before = sagas.commits.get();

        assertThat(sweep()).isZero();
        assertThat(sagas.commits).hasValue(before);

        sagas.passTime(Duration.ofSeconds(45));
        assertThat(sweep()).isOne();
        assertThat(sagas.commits).hasValue(before + 1);
    }

    @Test
    void whatAClockAheadOfItsTimeHasPutOffIsSweptAfterTheDeadlineAllTheSame() {
        sagas.passTime(Duration.ofHours(-1));
        assertThat(sweep()).isOne();
        assertThat(sagas.sent(id)).containsExactly("book flight");

        sagas.passTime(Duration.ofSeconds(45));
        assertThat(sweep()).isOne();
        assertThat(sagas.sent(id)).containsExactly("book flight", "cancel flight");
    }

    @Test
    void cancelsBeforeThePivotAndRecordsAfterIt() {
        assertThat(trips.cancel(UUID.randomUUID(), "MIND").block()).isEqualTo(CancelResult.UNKNOWN);
        handle(SagaReply.done(id, "flight"), SagaReply.done(id, "hotel"));
        assertThat(trips.cancel(id, "MIND").block()).isEqualTo(CancelResult.RECORDED);
        handle(SagaReply.done(id, "pay"), SagaReply.done(id, "miles"), SagaReply.done(id, "tickets"));
        assertThat(trips.cancel(id, "MIND").block()).isEqualTo(CancelResult.COMPLETED);
        assertThat(sagas.milestones).contains(new SagaMilestone.Completed(id, "MIND"));

        UUID other = UUID.randomUUID();
        inTransaction(trips.start(other, "bob"));
        assertThat(trips.cancel(other, "MIND").block()).isEqualTo(CancelResult.COMPENSATING);
        assertThat(sagas.sent(other)).containsExactly("book flight", "cancel flight");
    }

    @Test
    void wantsTheCallersTransaction() {
        assertThatThrownBy(() -> trips.start(UUID.randomUUID(), "bob").block())
                .isInstanceOf(IllegalTransactionStateException.class);
        assertThatThrownBy(() ->
                        trips.handle(List.of(SagaReply.done(id, "flight"))).block())
                .isInstanceOf(IllegalTransactionStateException.class);
        assertThatThrownBy(() -> trips.hold(id).block()).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void aSagaThatIsHeldDoesNotMove() {
        sagas.passTime(Duration.ofSeconds(45));

        Integer taken = sagas.transaction
                .transactional(trips.hold(id)
                        .doOnNext(phase -> assertThat(phase).isEqualTo(SagaInstance.Phase.ADVANCING))
                        .then(Mono.defer(() -> SagaDatabase.otherConnection(trips.sweep(10)))))
                .block();

        assertThat(taken).isZero();
        assertThat(sagas.transaction
                        .transactional(trips.hold(UUID.randomUUID()))
                        .block())
                .isNull();
        assertThat(sweep()).isOne();
    }

    @Test
    void anIdIsTakenForEver() {
        assertThatThrownBy(() -> inTransaction(trips.start(id, "again")))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void whatTheListenerRefusesIsNotWritten() {
        SagaOrchestrator<String> refusing = sagas.trips(told -> Mono.error(new IllegalStateException("no such order")));
        handle(SagaReply.done(id, "flight"), SagaReply.done(id, "hotel"));
        assertThatThrownBy(() -> inTransaction(refusing.handle(List.of(SagaReply.done(id, "pay")))))
                .hasMessage("no such order");

        assertThat(sagas.sent(id)).doesNotContain("announce");
        assertThat(sagas.timeline(id)).doesNotContain("DONE pay");
    }

    static List<Throwable> faultsOfASaga() {
        return List.of(
                new IllegalStateException("no such order"),
                new ClassCastException("no such order"),
                new RuntimeException("no such order"),
                new StackOverflowError("no such order"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfASaga")
    void aSagaThatCannotBeWrittenIsParkedAndItsNeighboursAreNot(Throwable fault) {
        List<UUID> trip = sagas.startMany(trips, 5);
        handle(trip.stream().map(each -> SagaReply.refused(each, "nothing", "", null)));
        SagaOrchestrator<String> picky = sagas.trips(told ->
                told.stream().anyMatch(milestone -> milestone.sagaId().equals(id)) ? Mono.error(fault) : Mono.empty());
        sagas.execute("UPDATE saga_instance SET undoable = '{}'");
        sagas.passTime(Duration.ofSeconds(45));

        assertThat(picky.sweep(10).block()).isEqualTo(6);

        List<Overview> parked = sagas.reader
                .find(Status.PARKED, null, 10)
                .collectList()
                .blockOptional()
                .orElseThrow();
        assertThat(parked).extracting(Overview::id).containsExactly(id);
        assertThat(parked).extracting(Overview::parked).allMatch(reason -> reason.contains("no such order"));
        assertThat(trip).allMatch(each -> sagas.timeline(each).contains("COMPENSATED"));
        assertThat(trips.retry(id).block()).isTrue();
        assertThat(sagas.reader
                        .find(Status.RUNNING, null, 10)
                        .collectList()
                        .blockOptional()
                        .orElseThrow())
                .extracting(Overview::id)
                .containsExactly(id);
    }

    @Test
    void aContradictedSagaWaitsForAnOperatorThoughItHasEnded() {
        handle(SagaReply.done(id, "flight"), SagaReply.done(id, "hotel"), SagaReply.done(id, "pay"));
        handle(SagaReply.done(id, "tickets"), SagaReply.done(id, "miles"));
        assertThat(found(Status.PARKED, null)).isEmpty();

        handle(SagaReply.refused(id, "pay", "DECLINED", null));

        assertThat(found(Status.PARKED, null)).extracting(Overview::id).containsExactly(id);
        assertThat(found(Status.PARKED, null)).extracting(Overview::parked).allMatch(why -> why.contains("DECLINED"));
        assertThat(trips.retry(id).block()).isTrue();
        assertThat(found(Status.PARKED, null)).isEmpty();
        assertThat(found(Status.RUNNING, null)).isEmpty();
    }

    @Test
    void listsPageByPageTheOldestFirst() {
        sagas.startMany(trips, 4);
        List<UUID> all = found(Status.RUNNING, null).stream().map(Overview::id).toList();

        assertThat(all).hasSize(5).startsWith(id);
        assertThat(found(Status.RUNNING, all.get(2))).extracting(Overview::id).isEqualTo(all.subList(3, 5));
        assertThat(found(Status.RUNNING, all.get(4))).isEmpty();
    }

    private List<Overview> found(Status status, @Nullable UUID after) {
        return sagas.reader
                .find(status, after, 10)
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    @Test
    void aStateThatDoesNotDecodeIsParked() {
        sagas.execute("UPDATE saga_instance SET state = 'broken'");
        handle(SagaReply.done(id, "flight"));
        assertThat(sagas.timeline(id)).containsExactly("STARTED", "DISPATCHED flight", "PARKED");
        handle(SagaReply.done(id, "flight"));
        sagas.passTime(Duration.ofHours(1));
        assertThat(sweep()).isZero();
        assertThat(sagas.timeline(id)).hasSize(3);
    }

    /** As after a new version was rolled back: what it wrote is there, and may be decided about by its phase. */
    @Test
    void aSagaIsHeldThoughItsStateDoesNotDecode() {
        handle(SagaReply.done(id, "flight"), SagaReply.done(id, "hotel"), SagaReply.done(id, "pay"));
        handle(SagaReply.done(id, "tickets"), SagaReply.done(id, "miles"));
        sagas.execute("UPDATE saga_instance SET state = 'broken'");

        SagaInstance.Phase held =
                sagas.transaction.transactional(trips.hold(id)).block();

        assertThat(held).isEqualTo(SagaInstance.Phase.COMPLETED);
        assertThat(found(Status.PARKED, null)).isEmpty();
    }

    @Test
    void aStaleWriterIsFenced() {
        List<SagaInstance<byte[]>> read = sagas.transaction
                .transactional(sagas.store.lock("trip", List.of(id)))
                .collectList()
                .blockOptional()
                .orElseThrow();
        handle(SagaReply.done(id, "flight"));

        assertThatThrownBy(() -> inTransaction(sagas.store.save(read, List.of())))
                .isInstanceOf(StaleSagaException.class)
                .hasMessageContaining(id.toString());
        assertThat(sagas.sent(id)).containsExactly("book flight", "book hotel");
    }

    private void handle(SagaReply... replies) {
        handle(Stream.of(replies));
    }

    private void handle(Stream<SagaReply> replies) {
        inTransaction(trips.handle(replies.toList()));
    }

    private Integer sweep() {
        return trips.sweep(100).blockOptional().orElseThrow();
    }

    private void inTransaction(Mono<Void> work) {
        sagas.transaction.transactional(work).block();
    }
}
