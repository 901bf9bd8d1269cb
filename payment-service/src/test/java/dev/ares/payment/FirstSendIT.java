package dev.ares.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.ares.payment.adapter.postgres.PostgresPayments;
import dev.ares.payment.application.Payments;
import dev.ares.payment.domain.FirstSend;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.ProviderAnswer;

import static org.assertj.core.api.Assertions.assertThat;

/** What the rows tell those who take them in hand one after the other, and take from them. */
class FirstSendIT extends RunningService {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Instant LATER = NOW.plus(LEASE);
    static final Patience ASKED_AGAIN =
            new Patience(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofMinutes(5));

    private Payments payments;

    @BeforeEach
    void inATableOfItsOwn() {
        payments = new PostgresPayments(copies("first_send", "payment"), ASKED_AGAIN);
    }

    @Test
    void whoTakesItFirstKnowsThatNobodySentItAndTheNextDoesNot() {
        Payment intended = stored(intended());

        Payment first = takenAt(LATER, intended);
        Payment second = takenAt(LATER.plus(LEASE), intended);

        assertThat(first.firstSend()).isEqualTo(new FirstSend(LATER, true));
        assertThat(second.firstSend()).isEqualTo(FirstSend.stored(LATER));
    }

    @Test
    void whatItsCreatorClaimedCountsFromThenForEverybodyElse() {
        Payment claimed = stored(intended().claimed(NOW));

        assertThat(takenAt(LATER, claimed).firstSend()).isEqualTo(FirstSend.stored(NOW));
        assertThat(hold(claimed)).as("taken over").isNull();
    }

    @Test
    void whoHoldsItAnewBeforeAnybodyTookItKnowsThatNobodySentIt() {
        Payment claimed = stored(intended().claimed(NOW));

        assertThat(Objects.requireNonNull(hold(claimed)).firstSend()).isEqualTo(new FirstSend(LATER, true));
    }

    @Test
    void thatItWasNotSentIsStoredWithTheOutcomeUnlessSomebodyTookItSince() {
        Payment overtaken = takenAt(LATER, stored(intended()));
        takenAt(LATER.plus(LEASE), overtaken);
        Payment first = takenAt(LATER, stored(intended()));

        payments.save(List.of(notAsked(first), notAsked(overtaken))).block(PATIENCE);

        assertThat(read(first).firstSend()).isEqualTo(FirstSend.NEVER);
        assertThat(read(overtaken).firstSend()).isEqualTo(FirstSend.stored(LATER));
    }

    @Test
    void aDefiniteAnswerIsStoredWhoeverHoldsThePaymentByNow() {
        Payment overtaken = takenAt(LATER, stored(intended()));
        Payment holder = takenAt(LATER.plus(LEASE), overtaken);

        assertThat(payments.save(List.of(captured(overtaken, "pi_1"))).block(PATIENCE))
                .containsExactly(overtaken.id());
        assertThat(read(overtaken).reference()).isEqualTo("pi_1" + overtaken.id());
        assertThat(read(overtaken).version()).isGreaterThan(holder.version());

        assertThat(payments.save(List.of(unanswered(holder))).block(PATIENCE)).isEmpty();
        assertThat(payments.save(List.of(captured(holder, "pi_2"))).block(PATIENCE))
                .as("final is final")
                .isEmpty();
        assertThat(read(overtaken).reference()).isEqualTo("pi_1" + overtaken.id());
    }

    @Test
    void anAnswerUnderAnotherKeyIsNotAboutThisOne() {
        Payment before = takenAt(LATER, stored(intended()));
        Payment after = before.told(new ProviderAnswer.AddressRefused("no such mailbox"), LATER, ASKED_AGAIN);
        assertThat(after.key()).isNotEqualTo(before.key());
        payments.save(List.of(after)).block(PATIENCE);

        assertThat(payments.save(List.of(captured(before, "pi_1"))).block(PATIENCE))
                .isEmpty();
    }

    private static Payment captured(Payment payment, String reference) {
        return payment.captured(reference + payment.id(), payment.amount());
    }

    private static Payment unanswered(Payment payment) {
        return payment.unanswered("no answer", LATER, ASKED_AGAIN);
    }

    private static Payment intended() {
        var request = new PaymentRequest(
                UUID.randomUUID().toString(), "user", new Money(1999, "EUR"), "pm_card_visa", "ann@example.org");
        return Payment.intended(request, NOW, LEASE);
    }

    private static Payment notAsked(Payment payment) {
        return payment.told(new ProviderAnswer.NotAsked("circuit open"), LATER, ASKED_AGAIN);
    }

    private Payment stored(Payment payment) {
        payments.addMissing(List.of(payment)).block(PATIENCE);
        return payment;
    }

    /** Takes whatever is due then, of all payments. */
    private Payment takenAt(Instant now, Payment payment) {
        return Objects.requireNonNull(payments.takeDue(now, LEASE, 1_000)
                .filter(taken -> taken.id().equals(payment.id()))
                .blockLast(PATIENCE));
    }

    private @Nullable Payment hold(Payment payment) {
        return payments.hold(payment, LATER, LEASE).block(PATIENCE);
    }

    private Payment read(Payment payment) {
        return Objects.requireNonNull(
                payments.ofOrders(List.of(payment.orderId())).blockFirst(PATIENCE));
    }
}
