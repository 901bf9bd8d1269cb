package dev.ares.payment.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.IllegalTransition;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.PaymentStatus;
import dev.ares.test.time.SetClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** People end what nobody else can tell, and nothing else. */
class DeclareNotTakenTest {

    private static final Duration KEY_LIFETIME = Duration.ofHours(20);

    private final SetClock clock = new SetClock();
    private final FakeProvider provider = new FakeProvider();
    private final QuickWord payments = new QuickWord();
    private final KeptContradictions contradictions = new KeptContradictions();
    private final List<Payment> answered = new ArrayList<>();
    private final List<String> decided = new ArrayList<>();
    private final RecordOutcomes<Payment> outcomes = new RecordOutcomes<>(
            payments, told -> Mono.fromRunnable(() -> answered.addAll(told)), contradictions, new AtOnce());
    private final DeclareNotTaken declareNotTaken = new DeclareNotTaken(
            payments,
            provider,
            outcomes,
            (payment, by, note) -> Mono.fromRunnable(() -> decided.add(by + ": " + note)),
            InMemoryPayments.PATIENCE,
            KEY_LIFETIME,
            clock);

    @Test
    void oneThatIsParkedAndForgottenIsRefusedAndAnswered() {
        Payment lost = asked();
        clock.advance(KEY_LIFETIME);
        parked(lost);

        declared(lost).block();

        assertThat(payments.ofOrder(lost.orderId()).status()).isEqualTo(PaymentStatus.REFUSED);
        assertThat(answered).extracting(Payment::status).containsExactly(PaymentStatus.REFUSED);
        assertThat(decided).containsExactly("ann: no intent");
    }

    @Test
    void oneWhoseKeyMayBeRememberedIsAskedForAgainInstead() {
        Payment young = asked();
        clock.advance(KEY_LIFETIME.minusSeconds(1));
        parked(young);

        assertRefused(young, "first asked for more than 20 hours ago");
    }

    @Test
    void oneThatWasNeverSentIsToBeRedriven() {
        Payment unsent = intended();
        clock.advance(KEY_LIFETIME.multipliedBy(2));
        parked(unsent);

        assertRefused(unsent, "was never sent (expected: one that was; redriven, this one is sent)");
    }

    @Test
    void whatTheProviderFindsAfterAllIsRecordedInstead() {
        Payment lost = asked();
        provider.pay(lost).block();
        clock.advance(KEY_LIFETIME);
        parked(lost);

        assertThatThrownBy(declared(lost)::block).hasMessageContaining("is CAPTURED (expected: PARKED)");

        assertThat(payments.ofOrder(lost.orderId()).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(answered).extracting(Payment::status).containsExactly(PaymentStatus.CAPTURED);
        assertThat(decided).isEmpty();
    }

    @Test
    void asLongAsTheProviderDoesNotAnswerNobodyDecides() {
        Payment lost = asked();
        clock.advance(KEY_LIFETIME);
        parked(lost);
        provider.outOfReach = true;

        assertRefused(lost, "the provider says Unknown[why=out of reach] (expected: that it has no trace of it)");
    }

    @Test
    void aWordOfTheProviderThatIsStoredAtThisMomentStands() {
        Payment lost = asked();
        clock.advance(KEY_LIFETIME);
        parked(lost);
        payments.said = payments.ofOrder(lost.orderId()).captured("pi_1", lost.amount());

        assertRefused(lost, "is CAPTURED (expected: PARKED)");
        assertThat(contradictions.said).isEmpty();
    }

    @Test
    void oneThatIsNotParkedIsStillAskedAfter() {
        assertRefused(asked(), "is PENDING (expected: PARKED)");
    }

    private void assertRefused(Payment payment, String why) {
        assertThatThrownBy(declared(payment)::block)
                .isInstanceOf(IllegalTransition.class)
                .hasMessageContaining(why);
        assertThat(answered).isEmpty();
        assertThat(decided).isEmpty();
    }

    private Mono<Payment> declared(Payment payment) {
        return declareNotTaken.declare(payment.id(), "ann", "no intent");
    }

    private Payment intended() {
        var request =
                new PaymentRequest(UUID.randomUUID().toString(), "user", new Money(1999, "EUR"), "pm_card_visa", "");
        Payment payment = Payment.intended(request, clock.instant(), Duration.ofSeconds(15));
        payments.addMissing(List.of(payment)).block();
        return payment;
    }

    private Payment asked() {
        Payment asked = intended().claimed(clock.instant()).unanswered("", clock.instant(), InMemoryPayments.PATIENCE);
        payments.save(List.of(asked)).block();
        return asked;
    }

    private void parked(Payment payment) {
        Payment stored = payments.ofOrder(payment.orderId());
        payments.save(List.of(stored.unanswered("no answer", clock.instant(), InMemoryPayments.PATIENCE)))
                .block();
    }

    /** Stores what the provider said right after somebody has read the payment for the second time. */
    private static final class QuickWord extends InMemoryPayments {

        private @Nullable Payment said;
        private int reads;

        @Override
        public Flux<Payment> ofIds(Collection<UUID> ids) {
            return super.ofIds(ids)
                    .collectList()
                    .doOnNext(read -> {
                        if (said != null && ++reads == 2) {
                            save(List.of(said)).block();
                            said = null;
                        }
                    })
                    .flatMapMany(Flux::fromIterable);
        }
    }
}
