package dev.ares.payment.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import dev.ares.messaging.Traces;
import dev.ares.messaging.inflight.InFlightLimit;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.Refund.RefundStatus;
import dev.ares.payment.domain.RefundRefusal;
import dev.ares.payment.domain.RefundRequest;
import dev.ares.test.time.SetClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Refunds and what becomes of them, with time and crashes in the test's hands. */
class GiveRefundsTest {

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final long PRICE = 1999;

    private final SetClock clock = new SetClock();
    private final Patience patience =
            new Patience(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofMinutes(5));
    private final InMemoryPayments payments = new InMemoryPayments();
    private boolean databaseLost;
    private final InMemoryRefunds refunds = new InMemoryRefunds(payments) {
        @Override
        public Mono<Set<UUID>> save(List<Refund> told) {
            return databaseLost ? Mono.error(new IllegalStateException("lost")) : super.save(told);
        }
    };
    private final FakeProvider provider = new FakeProvider();
    private final List<Refund> replies = new ArrayList<>();
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
    private final RefundReplies send = told -> Mono.fromRunnable(
            () -> told.stream().filter(refund -> refund.status().isFinal()).forEach(replies::add));
    private final RecordOutcomes<Refund> outcomes =
            new RecordOutcomes<>(refunds, send::send, new KeptContradictions(), transaction);
    private final GiveRefunds giveRefunds = new GiveRefunds(
            refunds,
            payments,
            provider,
            Outcomes.of(Refund::orderId, outcomes, new Traces(context -> null), () -> 0),
            InFlightLimit.fixed(4),
            new WorkLimits(10, LEASE, Duration.ofSeconds(8), Duration.ofHours(20)),
            patience,
            clock);
    private final RecordRefunds recordRefunds =
            new RecordRefunds(refunds, send, outcomes, transaction, giveRefunds, LEASE, clock);

    @BeforeEach
    void pay() {
        captured("order", "pm_card_visa");
    }

    @AfterEach
    void stop() {
        giveRefunds.close();
    }

    @Test
    void nothingIsAskedOfTheProviderBeforeTheCommit() {
        RefundRequest request = request("order", 999);
        recordRefunds.record(List.of(request)).block();

        assertThat(provider.attemptsOf(request.id())).isZero();
        assertThat(refunds.setAsideOf("order")).isEqualTo(999);
        commit();
        assertThat(stored(request).status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(replies).containsExactly(stored(request));
        assertThat(provider.kept()).isEqualTo(PRICE - 999);
    }

    @Test
    void whatACrashAfterTheCommitLeftBehindIsGivenWhenItsLeaseEnds() {
        RefundRequest request = request("order", 999);
        recordRefunds.record(List.of(request)).block();
        afterCommit.clear();

        sweepAfter(LEASE.minusMillis(1));
        assertThat(provider.attemptsOf(request.id())).isZero();
        sweepAfter(Duration.ofMillis(1));
        assertThat(stored(request).status()).isEqualTo(RefundStatus.SUCCEEDED);
    }

    @Test
    void whatWasGivenButNotRecordedIsGivenOnce() {
        RefundRequest request = request("order", 999);
        recordRefunds.record(List.of(request)).block();
        databaseLost = true;
        commit();
        assertThat(provider.kept()).isEqualTo(PRICE - 999);
        assertThat(stored(request).status()).isEqualTo(RefundStatus.PENDING);

        databaseLost = false;
        sweepAfter(LEASE);

        assertThat(stored(request).status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(replies).hasSize(1);
        assertThat(provider.kept()).isEqualTo(PRICE - 999);
    }

    @Test
    void anUnknownOutcomeIsParkedAfterAWhileAndStaysSetAsideUntilItIsKnown() {
        captured("slow", "pm_sim_refundDown");
        RefundRequest request = request("slow", PRICE);
        recordRefunds.record(List.of(request)).block();
        commit();
        assertThat(stored(request).status()).isEqualTo(RefundStatus.PENDING);

        sweepAfter(Duration.ofHours(1));
        assertThat(stored(request).status()).isEqualTo(RefundStatus.PARKED);
        assertThat(refunds.setAsideOf("slow")).isEqualTo(PRICE);
        assertThat(replies).isEmpty();
        sweepAfter(Duration.ofMinutes(5));
        sweepAfter(Duration.ofMinutes(5));
        assertThat(stored(request).status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(replies).hasSize(1);
    }

    @Test
    void moreThanIsLeftIsRefusedForEverWithoutAskingTheProvider() {
        RefundRequest first = request("order", 1500);
        RefundRequest second = request("order", 500);
        recordRefunds.record(List.of(first, second)).block();
        commit();

        assertThat(stored(second).reason()).isEqualTo(RefundRefusal.EXCEEDS_CAPTURED);
        assertThat(provider.attemptsOf(second.id())).isZero();
        recordRefunds.record(List.of(second)).block();
        assertThat(replies.stream().map(Refund::id)).containsExactly(second.id(), first.id(), second.id());
        assertThat(refunds.setAsideOf("order")).isEqualTo(1500);
    }

    @Test
    void whatTheProviderRefusesCanBeGivenBackByAnother() {
        captured("disputed", "pm_sim_refundRefused");
        RefundRequest refused = request("disputed", PRICE);
        recordRefunds.record(List.of(refused)).block();
        commit();

        assertThat(stored(refused).reason()).isEqualTo(RefundRefusal.REFUND_REFUSED);
        assertThat(refunds.setAsideOf("disputed")).isZero();
        RefundRequest next = request("disputed", PRICE);
        recordRefunds.record(List.of(next)).block();
        assertThat(refunds.setAsideOf("disputed")).isEqualTo(PRICE);
    }

    @Test
    void whatWasNeverCapturedCannotBeGivenBack() {
        RefundRequest request = request("unheard of", 1);

        recordRefunds.record(List.of(request)).block();

        assertThat(stored(request).reason()).isEqualTo(RefundRefusal.EXCEEDS_CAPTURED);
        assertThat(replies).hasSize(1);
    }

    @Test
    void aRepeatedRequestGetsItsReplyAgainAndIsGivenOnce() {
        RefundRequest request = request("order", 999);
        recordRefunds.record(List.of(request, request)).block();
        recordRefunds.record(List.of(request)).block();
        assertThat(replies).as("not known yet").isEmpty();
        commit();
        recordRefunds.record(List.of(request)).block();
        commit();

        assertThat(replies).hasSize(2).allMatch(stored(request)::equals);
        assertThat(provider.attemptsOf(request.id())).isEqualTo(1);
        var other = new RefundRequest(request.id(), "order", new Money(1, "EUR"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recordRefunds.record(List.of(other)).block())
                .withMessageContaining("as asked before");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recordRefunds.record(List.of(request, other)).block());
    }

    @Test
    void beyondTheProvidersMemoryOnlyWhatItNeverGaveIsGiven() {
        RefundRequest given = request("order", 500);
        RefundRequest neverAsked = request("order", 700);
        recordRefunds.record(List.of(given, neverAsked)).block();
        afterCommit.clear();
        provider.refund(
                        given.id(),
                        Objects.requireNonNull(payments.ofOrder("order").reference()),
                        given.amount())
                .block();

        sweepAfter(Duration.ofHours(20));

        assertThat(provider.attemptsOf(given.id())).as("only searched for").isEqualTo(1);
        assertThat(stored(given).status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(stored(neverAsked).status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(provider.kept()).isEqualTo(PRICE - 1200);
    }

    private void captured(String order, String method) {
        var request = new PaymentRequest(order, "user", new Money(PRICE, "EUR"), method, "");
        Payment payment = Payment.intended(request, clock.instant(), LEASE);
        payments.addMissing(List.of(payment)).block();
        var answer = (ProviderAnswer.Captured) provider.pay(payment).block();
        Payment captured = payment.told(Objects.requireNonNull(answer), clock.instant(), patience);
        payments.save(List.of(captured)).block();
    }

    private void commit() {
        List.copyOf(afterCommit).forEach(Runnable::run);
        afterCommit.clear();
    }

    private void sweepAfter(Duration time) {
        clock.advance(time);
        giveRefunds.takeDue().block();
    }

    private Refund stored(RefundRequest request) {
        return refunds.ofId(request.id());
    }

    private static RefundRequest request(String order, long amount) {
        return new RefundRequest(UUID.randomUUID(), order, new Money(amount, "EUR"));
    }
}
