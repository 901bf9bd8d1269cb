package dev.ares.payment.application;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import dev.ares.messaging.Traces;
import dev.ares.messaging.inflight.InFlightLimit;
import dev.ares.payment.domain.FirstSend;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.PaymentStatus;
import dev.ares.test.time.SetClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Intents and what becomes of them, with time in the test's hands. */
class TakePaymentsTest {

    private static final Duration LEASE = Duration.ofSeconds(15);

    private final SetClock clock = new SetClock();
    private final InMemoryPayments payments = new InMemoryPayments();
    private final FakeProvider provider = new FakeProvider(clock);
    private final List<Payment> replies = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Transaction transaction = new Transaction() {
        @Override
        public <T> Mono<T> run(Mono<T> work) {
            return work;
        }

        @Override
        public Mono<Void> afterCommit(Runnable action) {
            return Mono.fromRunnable(() -> afterCommit.add(action));
        }
    };
    private final Replies send = told -> Mono.fromRunnable(
            () -> told.stream().filter(p -> p.status().isFinal()).forEach(replies::add));
    private final TakePayments takePayments = new TakePayments(
            payments,
            provider,
            Outcomes.of(
                    Payment::orderId,
                    new RecordOutcomes<>(payments, send::send, new KeptContradictions(), transaction),
                    new Traces(context -> null),
                    () -> 0),
            InFlightLimit.fixed(4),
            new WorkLimits(10, LEASE, Duration.ofSeconds(8), Duration.ofHours(20)),
            new Patience(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofMinutes(5)),
            clock);
    private final RecordIntents recordIntents =
            new RecordIntents(payments, send, transaction, takePayments, LEASE, clock);

    @AfterEach
    void stop() {
        takePayments.close();
    }

    @Test
    void nothingIsAskedOfTheProviderBeforeTheCommit() {
        PaymentRequest request = request("pm_card_visa");
        recordIntents.record(List.of(request)).block();

        assertThat(provider.attemptsOf(stored(request))).isZero();
        commit();
        assertThat(stored(request).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(replies).containsExactly(stored(request));
    }

    @Test
    void whatACrashLeftBehindIsTakenWhenItsLeaseEndsAndNotBefore() {
        PaymentRequest request = request("pm_card_visa");
        recordIntents.record(List.of(request)).block();

        sweepAfter(LEASE.minusMillis(1));
        assertThat(provider.attemptsOf(stored(request))).isZero();
        sweepAfter(Duration.ofMillis(1));
        assertThat(stored(request).status()).isEqualTo(PaymentStatus.CAPTURED);
    }

    @Test
    void aHolderWhoComesTooLateDoesNotAskWhatSomebodyElseTookOver() {
        PaymentRequest request = request("pm_card_visa");
        recordIntents.record(List.of(request)).block();
        clock.advance(LEASE);
        payments.takeDue(clock.instant(), LEASE, 1).blockLast();

        commit();

        assertThat(provider.attemptsOf(stored(request))).isZero();
        assertThat(takePayments.waiting()).isZero();
    }

    @Test
    void whoWaitedLongForASlowProviderIsTakenAsSoonAsItIsFree() {
        var requests =
                IntStream.range(0, 10).mapToObj(i -> request("pm_card_visa")).toList();
        provider.answerLater();
        recordIntents.record(requests).block();
        commit();
        clock.advance(LEASE.minusSeconds(1));

        provider.answerNow();

        assertThat(requests)
                .allSatisfy(request -> assertThat(stored(request).status()).isEqualTo(PaymentStatus.CAPTURED));
        assertThat(replies).hasSize(10);
    }

    @Test
    void whatTheSweepTakesAgainKeepsItsPlaceInTheQueue() {
        var requests =
                IntStream.range(0, 8).mapToObj(i -> request("pm_card_visa")).toList();
        provider.answerLater();
        recordIntents.record(requests).block();
        commit();

        clock.advance(LEASE);
        // Those that are asked for have other holders by now; the sweep takes some of those that wait.
        payments.takeDue(clock.instant(), LEASE, 4).blockLast();
        sweepAfter(Duration.ZERO);
        assertThat(takePayments.waiting()).isEqualTo(8);
        provider.answerNow();

        assertThat(requests).allSatisfy(request -> assertThat(provider.attemptsOf(stored(request)))
                .isEqualTo(1));
    }

    @Test
    void anUnknownOutcomeIsAskedAfterUntilItIsKnown() {
        PaymentRequest request = request("pm_sim_down");
        recordIntents.record(List.of(request)).block();
        commit();

        assertThat(stored(request).status()).isEqualTo(PaymentStatus.PENDING);
        assertThat(replies).isEmpty();
        for (int sweep = 0; sweep < 3; sweep++) {
            sweepAfter(Duration.ofSeconds(1));
        }
        assertThat(stored(request).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(provider.attemptsOf(stored(request))).isEqualTo(4);
    }

    @Test
    void theKeyOfThePaymentWithoutReceiptIsStoredBeforeItIsUsed() {
        var request = new PaymentRequest("order", "user", new Money(1999, "EUR"), "pm_card_visa", "nowhere");
        recordIntents.record(List.of(request)).block();
        commit();

        Payment anonymous = stored(request);
        assertThat(anonymous.key()).isEqualTo("ares-payment-order-no-receipt");
        assertThat(provider.attemptsOf(anonymous)).isZero();
        sweepAfter(Duration.ZERO);
        assertThat(stored(request).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(provider.attemptsOf(anonymous)).isEqualTo(1);
    }

    @Test
    void whatWasNeverSentIsSentHoweverOldItIs() {
        PaymentRequest request = request("pm_card_visa");
        recordIntents.record(List.of(request)).block();
        provider.outOfReach = true;
        commit();
        assertThat(stored(request).firstSend()).isEqualTo(FirstSend.NEVER);
        sweepAfter(Duration.ofHours(25));
        assertThat(stored(request).status()).isEqualTo(PaymentStatus.PARKED);

        provider.outOfReach = false;
        sweepAfter(Duration.ofMinutes(5));

        assertThat(stored(request).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(provider.searches).hasValue(0);
    }

    @Test
    void theKeysLifeBeginsWithTheFirstSend() {
        PaymentRequest request = request("pm_sim_down");
        recordIntents.record(List.of(request)).block();
        provider.outOfReach = true;
        commit();
        sweepAfter(Duration.ofHours(19));
        provider.outOfReach = false;
        sweepAfter(Duration.ofMinutes(5));
        Instant sent = clock.instant();
        assertThat(stored(request).firstSend().at()).isEqualTo(sent);

        sweepAfter(Duration.ofHours(20).minusMillis(1));
        assertThat(provider.attemptsOf(stored(request))).isEqualTo(2);
        assertThat(stored(request).firstSend().at()).isEqualTo(sent);
        sweepAfter(Duration.ofMinutes(5));
        assertThat(provider.attemptsOf(stored(request))).as("only searched for").isEqualTo(2);
        assertThat(provider.searches).hasValue(1);
    }

    @Test
    void notSendingSaysNothingAboutEarlierHolders() {
        PaymentRequest request = request("pm_card_visa");
        recordIntents.record(List.of(request)).block();
        Instant inHand = clock.instant();
        provider.outOfReach = true;

        sweepAfter(LEASE);

        assertThat(stored(request).firstSend().at()).isEqualTo(inHand);
    }

    @Test
    void whatWaitedLongInMemoryIsFirstSentWhenItsTurnComes() {
        provider.answerLater();
        var blocking =
                IntStream.range(0, 4).mapToObj(i -> request("pm_card_visa")).toList();
        PaymentRequest last = request("pm_card_visa");
        recordIntents.record(blocking).block();
        recordIntents.record(List.of(last)).block();
        commit();

        clock.advance(LEASE.minusSeconds(1));
        provider.outOfReach = true;
        provider.answerNow();

        assertThat(stored(last).firstSend()).as("nobody else had it in hand").isEqualTo(FirstSend.NEVER);
    }

    @Test
    void beyondTheProvidersMemoryItIsOnlySearchedForAndParked() {
        PaymentRequest request = request("pm_card_visa");
        recordIntents.record(List.of(request)).block();

        sweepAfter(Duration.ofHours(20));

        assertThat(provider.attemptsOf(stored(request))).isZero();
        assertThat(provider.searches).hasValue(1);
        assertThat(stored(request).status()).isEqualTo(PaymentStatus.PARKED);
        sweepAfter(Duration.ofMinutes(5));
        assertThat(provider.searches).as("still asked after").hasValue(2);
    }

    @Test
    void moreThanTheQueueHoldsIsLeftToTheSweep() {
        var requests =
                IntStream.range(0, 25).mapToObj(i -> request("pm_card_visa")).toList();
        recordIntents.record(requests).block();
        assertThat(requests)
                .filteredOn(request -> stored(request).firstSend().never())
                .as("left, so not sent")
                .hasSize(15);
        commit();

        for (int sweep = 0; sweep < 3; sweep++) {
            sweepAfter(LEASE);
        }
        assertThat(requests)
                .allSatisfy(request -> assertThat(stored(request).status()).isEqualTo(PaymentStatus.CAPTURED));
        assertThat(replies).hasSize(25);
    }

    @Test
    void aRepeatedRequestGetsItsReplyAgainAndChargesOnce() {
        PaymentRequest request = request("pm_card_visa");
        recordIntents.record(List.of(request, request)).block();
        commit();
        recordIntents.record(List.of(request)).block();
        commit();

        assertThat(replies).hasSize(2).allMatch(stored(request)::equals);
        assertThat(provider.attemptsOf(stored(request))).isEqualTo(1);
    }

    @Test
    void anOrderCannotAskForSomethingElse() {
        PaymentRequest request = request("pm_card_visa");
        var other = new PaymentRequest(request.orderId(), "user", new Money(1, "EUR"), "pm_card_visa", "");
        recordIntents.record(List.of(request)).block();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> recordIntents.record(List.of(other)).block())
                .withMessageContaining("as asked before");
        assertThatIllegalArgumentException().isThrownBy(() -> recordIntents
                .record(List.of(request("pm_card_visa"), request, other))
                .block());
    }

    private void commit() {
        afterCommit.forEach(Runnable::run);
        afterCommit.clear();
    }

    private void sweepAfter(Duration time) {
        clock.advance(time);
        takePayments.takeDue().block();
    }

    private Payment stored(PaymentRequest request) {
        return payments.ofOrder(request.orderId());
    }

    private static PaymentRequest request(String method) {
        return new PaymentRequest(UUID.randomUUID().toString(), "user", new Money(1999, "EUR"), method, "");
    }
}
