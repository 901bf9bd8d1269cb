package dev.ares.payment.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.PaymentProvider.ProviderRefund;
import dev.ares.payment.application.WebhookHint.About;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.PaymentStatus;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.Refund.RefundStatus;
import dev.ares.payment.domain.RefundRequest;
import dev.ares.test.time.SetClock;

import static org.assertj.core.api.Assertions.assertThat;

/** Hints about a payment that was taken while the answer was lost. */
class ApplyWebhooksTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final SetClock clock = new SetClock();
    private final FakeProvider provider = new FakeProvider();
    private final List<Payment> replies = new ArrayList<>();
    private final KeptContradictions contradictions = new KeptContradictions();
    private boolean overtaken;
    private final InMemoryPayments payments = new InMemoryPayments() {
        @Override
        public Mono<Set<UUID>> save(List<Payment> told) {
            return overtaken ? Mono.just(Set.of()) : super.save(told);
        }
    };
    private final InMemoryWebhooks webhooks = new InMemoryWebhooks(payments);
    private final Patience patience =
            new Patience(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofMinutes(5));
    private final InMemoryRefunds refunds = new InMemoryRefunds(payments);
    private final List<Refund> refundReplies = new ArrayList<>();
    private final PaymentHints paymentHints = new PaymentHints(
            payments,
            provider,
            new RecordOutcomes<>(
                    payments, told -> Mono.fromRunnable(() -> replies.addAll(told)), contradictions, new AtOnce()),
            contradictions,
            patience,
            clock);
    private final ApplyWebhooks applyWebhooks = new ApplyWebhooks(
            webhooks,
            paymentHints,
            new RefundHints(
                    refunds,
                    provider,
                    new RecordOutcomes<>(
                            refunds,
                            told -> Mono.fromRunnable(() -> refundReplies.addAll(told)),
                            contradictions,
                            new AtOnce()),
                    contradictions,
                    paymentHints,
                    patience,
                    clock),
            clock);

    private final Payment payment = Payment.intended(
            new PaymentRequest("order", "user", new Money(1999, "EUR"), "pm_card_visa", ""), clock.instant(), LEASE);

    @Test
    void twoHintsAreOneReply() {
        String reference = taken();
        hint("evt_1", reference);
        hint("evt_2", reference);
        hint("evt_1", reference);

        applyWebhooks.applyDue().block();

        assertThat(payments.ofOrder("order").status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(replies).hasSize(1);
        assertThat(webhooks.notes).containsOnlyKeys("evt_1", "evt_2");
    }

    @Test
    void whatTheDirectAnswerHasToldAlreadyIsNotAskedForAgain() {
        String reference = taken();
        hint("evt_1", reference);
        applyWebhooks.applyDue().block();

        provider.outOfReach = true;
        hint("evt_2", reference);
        hint("evt_3", About.SOMETHING_ELSE, "");
        applyWebhooks.applyDue().block();

        assertThat(webhooks.notes)
                .containsEntry("evt_2", "known already")
                .containsEntry("evt_3", "not about a payment");
    }

    @Test
    void aHintAboutAPaymentThatWasChangedMeanwhileIsTakenAgain() {
        hint("evt_1", taken());

        overtaken = true;
        applyWebhooks.applyDue().block();
        assertThat(webhooks.notes).as("nothing was applied").isEmpty();

        overtaken = false;
        clock.advance(LEASE);
        applyWebhooks.applyDue().block();
        assertThat(payments.ofOrder("order").status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(webhooks.notes).containsEntry("evt_1", "applied");
    }

    @Test
    void aRefundWhoseAnswerWasLostIsTakenFromTheProviderOnce() {
        String payment = taken();
        var request = new RefundRequest(UUID.randomUUID(), "order", new Money(999, "EUR"));
        refunds.addMissing(List.of(Refund.intended(request, clock.instant(), LEASE)))
                .block();
        provider.refund(request.id(), payment, request.amount()).block();

        hint("evt_1", About.REFUND, "re_" + request.id());
        hint("evt_2", About.REFUND, "re_" + request.id());
        hint("evt_3", About.REFUND, "re_of_somebody_else");
        applyWebhooks.applyDue().block();

        assertThat(refunds.ofId(request.id()).status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(refundReplies).hasSize(1);
        assertThat(webhooks.notes).containsOnlyKeys("evt_1", "evt_2", "evt_3");
    }

    @Test
    void moneyThatWentWhereWeDidNotSendItWaitsForPeople() {
        String reference = taken();
        hint("evt_1", reference);
        applyWebhooks.applyDue().block();
        provider.byHand.put("re_desk", new ProviderRefund.ByHand("re_desk", reference, new Money(500, "EUR")));
        provider.byHand.put("re_other", new ProviderRefund.ByHand("re_other", "pi_other", new Money(500, "EUR")));

        hint("evt_2", About.REFUND, "re_desk");
        hint("evt_3", About.REFUND, "re_other");
        dispute("evt_4", reference);
        dispute("evt_5", "pi_other");
        applyWebhooks.applyDue().block();

        assertThat(contradictions.said)
                .containsExactlyInAnyOrder(
                        "order: refunded at the provider by hand: re_desk, 500 EUR",
                        "order: disputed by the cardholder's bank: evt_4");
        assertThat(webhooks.notes)
                .containsEntry("evt_3", "no such payment of ours")
                .containsEntry("evt_5", "no such payment of ours");
        assertThat(payments.ofOrder("order").status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(replies).hasSize(1);
    }

    @Test
    void suchMoneyIsHeardOfBeforeTheCaptureIs() {
        String reference = taken();

        dispute("evt_1", reference);
        applyWebhooks.applyDue().block();

        assertThat(payments.ofOrder("order").status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(contradictions.said).containsExactly("order: disputed by the cardholder's bank: evt_1");
        assertThat(replies).hasSize(1);
    }

    private String taken() {
        payments.addMissing(List.of(payment)).block();
        var captured = (ProviderAnswer.Captured) provider.pay(payment).block();
        return java.util.Objects.requireNonNull(captured).reference();
    }

    private void hint(String id, String reference) {
        hint(id, About.PAYMENT, reference);
    }

    private void hint(String id, About about, String reference) {
        add(new WebhookHint(id, "any", about, reference));
    }

    private void dispute(String id, String payment) {
        add(new WebhookHint(id, "charge.dispute.created", About.PAYMENT, payment));
    }

    private void add(WebhookHint hint) {
        webhooks.add(List.of(new Webhooks.Arrival(hint, clock.instant(), clock.instant())))
                .block();
    }
}
