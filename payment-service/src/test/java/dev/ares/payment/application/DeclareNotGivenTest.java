package dev.ares.payment.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.IllegalTransition;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.Refund.RefundStatus;
import dev.ares.payment.domain.RefundAnswer;
import dev.ares.payment.domain.RefundRequest;
import dev.ares.test.time.SetClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** People end what the provider turns away for ever, and nothing else. */
class DeclareNotGivenTest {

    private static final Duration KEY_LIFETIME = Duration.ofHours(20);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final String ORDER = "order";
    private static final Money PRICE = new Money(1999, "EUR");

    private final SetClock clock = new SetClock();
    private final InMemoryPayments payments = new InMemoryPayments();
    private final InMemoryRefunds refunds = new InMemoryRefunds(payments);
    private final Searched provider = new Searched();
    private final KeptContradictions contradictions = new KeptContradictions();
    private final List<Refund> answered = new ArrayList<>();
    private final List<String> decided = new ArrayList<>();
    private final RecordOutcomes<Refund> outcomes = new RecordOutcomes<>(
            refunds, told -> Mono.fromRunnable(() -> answered.addAll(told)), contradictions, new AtOnce());
    private final DeclareNotGiven declareNotGiven = new DeclareNotGiven(
            refunds,
            payments,
            provider,
            outcomes,
            (refund, by, note) -> Mono.fromRunnable(() -> decided.add(by + ": " + note)),
            InMemoryPayments.PATIENCE,
            new WorkLimits(10, LEASE, Duration.ofSeconds(8), KEY_LIFETIME),
            clock);

    @BeforeEach
    void pay() {
        var request = new PaymentRequest(ORDER, "user", PRICE, "pm_card_visa", "");
        Payment payment = Payment.intended(request, clock.instant(), Duration.ofSeconds(15));
        payments.addMissing(List.of(payment)).block();
        payments.save(List.of(payment.captured("pi_1", PRICE))).block();
    }

    @Test
    void oneThatTheProviderHasNoTraceOfIsRefusedAndWhatWasSetAsideIsFree() {
        Refund lost = parked(KEY_LIFETIME);

        declared(lost).block();

        assertThat(refunds.ofId(lost.id()).status()).isEqualTo(RefundStatus.REFUSED);
        assertThat(refunds.setAsideOf(ORDER)).isZero();
        assertThat(answered).extracting(Refund::detail).containsExactly("not_given");
        assertThat(decided).containsExactly("ann: turned away");
    }

    @Test
    void oneThatMayStillBeGivenByItsKeyIsNotForPeopleToDecide() {
        assertKept(parked(KEY_LIFETIME.minusSeconds(1)), "asked for more than 20 hours ago");
    }

    @Test
    void whatTheProviderGaveAfterAllIsRecordedInstead() {
        Refund lost = parked(KEY_LIFETIME);
        provider.says = Mono.just(new RefundAnswer.Refunded("re_1"));

        assertThatThrownBy(declared(lost)::block).hasMessageContaining("is SUCCEEDED (expected: PARKED)");

        assertThat(refunds.ofId(lost.id()).status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(answered).extracting(Refund::status).containsExactly(RefundStatus.SUCCEEDED);
        assertThat(decided).isEmpty();
    }

    @Test
    void asLongAsTheProviderDoesNotAnswerNobodyDecides() {
        Refund lost = parked(KEY_LIFETIME);
        provider.says = Mono.just(new RefundAnswer.Unknown("out of reach"));

        assertKept(lost, "the provider says Unknown[why=out of reach] (expected: that it has no trace of it)");
    }

    @Test
    void whileSomebodyAsksForItNobodyDecides() {
        Refund lost = parked(KEY_LIFETIME);
        refunds.hold(lost, clock.instant(), LEASE).block();

        assertKept(lost, "is being asked for right now");
    }

    @Test
    void aWordOfTheProviderThatIsStoredAtThisMomentStands() {
        Refund lost = parked(KEY_LIFETIME);
        RefundAnswer given = new RefundAnswer.Refunded("re_1");

        Mono<Refund> overtaken = outcomes.decide(
                lost.id(),
                stored -> {
                    Refund notGiven = stored.foundNotGiven(Optional.empty(), KEY_LIFETIME, LEASE, clock.instant());
                    refunds.save(List.of(stored.told(given, clock.instant(), InMemoryPayments.PATIENCE)))
                            .block();
                    return notGiven;
                },
                Mono.fromRunnable(() -> decided.add("ann")));

        assertThatThrownBy(overtaken::block)
                .isInstanceOf(IllegalTransition.class)
                .hasMessageContaining("is SUCCEEDED (expected: PARKED)");
        assertThat(refunds.ofId(lost.id()).status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(answered).isEmpty();
        assertThat(decided).isEmpty();
    }

    @Test
    void oneThatIsNotParkedIsStillAskedFor() {
        assertKept(setAside(), "is PENDING (expected: PARKED)");
    }

    @Test
    void whatIsGivenAfterTheDecisionIsAContradiction() {
        Refund lost = parked(KEY_LIFETIME);
        Refund underWay = refunds.ofId(lost.id());
        declared(lost).block();

        outcomes.record(List.of(
                        underWay.told(new RefundAnswer.Refunded("re_1"), clock.instant(), InMemoryPayments.PATIENCE)))
                .block();

        assertThat(refunds.ofId(lost.id()).status()).isEqualTo(RefundStatus.REFUSED);
        assertThat(contradictions.said).hasSize(1);
    }

    private void assertKept(Refund refund, String why) {
        assertThatThrownBy(declared(refund)::block)
                .isInstanceOf(IllegalTransition.class)
                .hasMessageContaining(why);
        assertThat(refunds.setAsideOf(ORDER)).isEqualTo(500);
        assertThat(answered).isEmpty();
        assertThat(decided).isEmpty();
    }

    private Mono<Refund> declared(Refund refund) {
        return declareNotGiven.declare(refund.id(), "ann", "turned away");
    }

    private Refund setAside() {
        var request = new RefundRequest(UUID.randomUUID(), ORDER, new Money(500, "EUR"));
        Refund refund = Refund.intended(request, clock.instant(), Duration.ofSeconds(15));
        refunds.addMissing(List.of(refund)).block();
        refunds.setAside(List.of(refund)).block();
        return refund;
    }

    private Refund parked(Duration age) {
        Refund refund = setAside();
        clock.advance(age);
        Refund parked = refund.unanswered("status 400", clock.instant(), InMemoryPayments.PATIENCE);
        refunds.save(List.of(parked)).block();
        return parked;
    }

    /** Has no trace of any refund until it is told to. */
    private static final class Searched extends ForwardingProvider {

        private Mono<RefundAnswer> says = Mono.empty();

        private Searched() {
            super(new FakeProvider());
        }

        @Override
        public Mono<RefundAnswer> findRefund(UUID refundId, String reference) {
            return says;
        }
    }
}
