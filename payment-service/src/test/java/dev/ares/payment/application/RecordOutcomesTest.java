package dev.ares.payment.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.PaymentStatus;
import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.RefundAnswer;
import dev.ares.payment.domain.RefundRequest;
import dev.ares.test.time.SetClock;

import static org.assertj.core.api.Assertions.assertThat;

/** One answer, written with the outcome: what is not stored is not replied to. */
class RecordOutcomesTest {

    private static final Duration LEASE = Duration.ofSeconds(15);

    private final SetClock clock = new SetClock();
    private final InMemoryPayments payments = new InMemoryPayments();
    private final InMemoryRefunds refunds = new InMemoryRefunds(payments);
    private final List<Payment> answered = new ArrayList<>();
    private final List<Refund> refundsAnswered = new ArrayList<>();
    private final KeptContradictions contradictions = new KeptContradictions();
    private final RecordOutcomes<Payment> outcomes = new RecordOutcomes<>(
            payments, told -> Mono.fromRunnable(() -> answered.addAll(told)), contradictions, new AtOnce());
    private final RecordOutcomes<Refund> refundOutcomes = new RecordOutcomes<>(
            refunds, told -> Mono.fromRunnable(() -> refundsAnswered.addAll(told)), contradictions, new AtOnce());

    @Test
    void ofTwoWordsAboutOnePaymentTheFinalOneIsStoredAndAnswered() {
        Payment first = taken(intended());
        Payment second = taken(first);

        outcomes.record(List.of(captured(first), unanswered(second))).block();

        assertThat(stored(first).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(answered).extracting(Payment::status).containsExactly(PaymentStatus.CAPTURED);
    }

    @Test
    void inWhicheverOrderTheyCome() {
        Payment first = taken(intended());
        Payment second = taken(first);

        outcomes.record(List.of(unanswered(second), captured(first))).block();

        assertThat(stored(first).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(answered).extracting(Payment::status).containsExactly(PaymentStatus.CAPTURED);
    }

    @Test
    void whatTheProviderSaidDefinitelyHoldsWhoeverHoldsTheLease() {
        Payment overtaken = taken(intended());
        Payment holder = taken(overtaken);

        outcomes.record(List.of(captured(overtaken))).block();
        outcomes.record(List.of(unanswered(holder))).block();
        outcomes.record(List.of(captured(holder))).block();

        assertThat(stored(holder).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(answered).hasSize(1);
    }

    @Test
    void whatAFormerHolderDoesNotKnowIsLeftAlone() {
        Payment overtaken = taken(intended());
        Payment holder = taken(overtaken);

        assertThat(outcomes.record(List.of(unanswered(overtaken))).block()).isEmpty();

        assertThat(stored(holder).version()).isEqualTo(holder.version());
        assertThat(answered).isEmpty();
    }

    @Test
    void aDefiniteWordThatComesTooLateIsForPeopleWhereItSaysSomethingElse() {
        Payment overtaken = taken(intended());
        Payment holder = taken(overtaken);
        outcomes.record(List.of(captured(overtaken))).block();

        outcomes.record(List.of(captured(holder))).block();
        assertThat(contradictions.said).as("the same again").isEmpty();

        outcomes.record(List.of(holder.captured("pi_2", holder.amount()))).block();
        assertThat(contradictions.said)
                .containsExactly(holder.orderId() + ": stored as CAPTURED pi_1, said too late: CAPTURED pi_2");
        assertThat(answered).hasSize(1);
    }

    @Test
    void ofTwoDefiniteWordsInOneBatchTheSecondIsForPeople() {
        Payment first = taken(intended());
        Payment second = taken(first);

        outcomes.record(List.of(captured(first), second.captured("pi_2", second.amount())))
                .block();

        assertThat(stored(first).reference()).isEqualTo("pi_1");
        assertThat(contradictions.said).hasSize(1);
        assertThat(answered).hasSize(1);
    }

    @Test
    void aRefundIsAnsweredAsItIsStored() {
        Refund first = Refund.intended(
                new RefundRequest(UUID.randomUUID(), "o-1", new Money(500, "EUR")), clock.instant(), LEASE);
        refunds.addMissing(List.of(first)).block();
        Refund second = Objects.requireNonNull(
                refunds.hold(first, clock.instant(), LEASE).block());

        refundOutcomes
                .record(List.of(
                        first.told(new RefundAnswer.Refused("no"), clock.instant(), InMemoryPayments.PATIENCE),
                        second.unanswered("no answer", clock.instant(), InMemoryPayments.PATIENCE)))
                .block();

        assertThat(refunds.ofId(first.id()).status()).isEqualTo(Refund.RefundStatus.REFUSED);
        assertThat(refundsAnswered).containsExactly(refunds.ofId(first.id()));
    }

    private Payment intended() {
        var request =
                new PaymentRequest(UUID.randomUUID().toString(), "user", new Money(1999, "EUR"), "pm_card_visa", "");
        Payment payment = Payment.intended(request, clock.instant(), LEASE);
        payments.addMissing(List.of(payment)).block();
        return payment;
    }

    /** As another replica takes it over. */
    private Payment taken(Payment payment) {
        return Objects.requireNonNull(
                payments.hold(payment, clock.instant(), LEASE).block());
    }

    private Payment stored(Payment payment) {
        return payments.ofOrder(payment.orderId());
    }

    private static Payment captured(Payment payment) {
        return payment.captured("pi_1", payment.amount());
    }

    private Payment unanswered(Payment payment) {
        return payment.unanswered("no answer", clock.instant(), InMemoryPayments.PATIENCE);
    }
}
