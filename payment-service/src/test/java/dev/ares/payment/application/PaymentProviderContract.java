package dev.ares.payment.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.PaymentProvider.ProviderPayment;
import dev.ares.payment.application.PaymentProvider.ProviderRefund;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Patience;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.payment.domain.RefundAnswer;
import dev.ares.payment.domain.RefusalReason;

import static org.assertj.core.api.Assertions.assertThat;

/** What every provider promises, the fake of the tests no less than the real one. */
public abstract class PaymentProviderContract {

    private static final Money PRICE = new Money(1999, "EUR");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Patience ASKED_AGAIN =
            new Patience(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofMinutes(5));

    protected abstract PaymentProvider provider();

    @Test
    void takesTheMoneyOnceHoweverOftenItIsAsked() {
        Payment payment = payment("pm_card_visa");

        ProviderAnswer first = pay(payment);

        assertThat(first).isInstanceOf(ProviderAnswer.Captured.class);
        assertThat(((ProviderAnswer.Captured) first).amount()).isEqualTo(PRICE);
        assertThat(pay(payment)).isEqualTo(first);
    }

    @Test
    void findsWhatItTookByOrderAndByReference() {
        Payment payment = payment("pm_card_visa");
        var captured = (ProviderAnswer.Captured) pay(payment);

        assertThat(await(provider().find(payment.orderId()))).isEqualTo(captured);
        assertThat(await(provider().fetch(captured.reference())))
                .isEqualTo(new ProviderPayment(payment.orderId(), captured));
    }

    @Test
    void doesNotTakeAnEmptySearchForARefusal() {
        assertThat(await(provider().find(UUID.randomUUID().toString()))).isInstanceOf(ProviderAnswer.NoTrace.class);
        assertThat(provider().fetch("pi_unheardof").blockOptional(PATIENCE)).isEmpty();
    }

    @Test
    void refusesWithTheCodeThatPeopleCanLookUp() {
        assertThat(pay(payment("pm_card_chargeDeclined"))).isEqualTo(declined("generic_decline"));
        assertThat(pay(payment("pm_card_chargeDeclinedInsufficientFunds"))).isEqualTo(declined("insufficient_funds"));
        assertThat(pay(payment("pm_unheard_of"))).isEqualTo(declined("resource_missing"));
    }

    @Test
    void aRefusalStaysARefusal() {
        Payment payment = payment("pm_card_chargeDeclined");

        assertThat(pay(payment)).isEqualTo(pay(payment));
        assertThat(await(provider().find(payment.orderId()))).isEqualTo(declined("generic_decline"));
    }

    @Test
    void callsOffWhatWaitsForTheCustomer() {
        Payment payment = payment("pm_card_authenticationRequired");
        var refused = new ProviderAnswer.Refused(RefusalReason.PAYMENT_ACTION_REQUIRED, "authentication_required");

        assertThat(pay(payment)).isEqualTo(refused);
        assertThat(pay(payment)).as("asked again, though called off by now").isEqualTo(refused);
        assertThat(await(provider().find(payment.orderId()))).isEqualTo(refused);
    }

    @Test
    void aFaultSaysNothingAndTheSameKeyFindsOut() {
        Payment payment = payment("pm_sim_timeoutAfterSuccess");

        assertThat(pay(payment)).isInstanceOf(ProviderAnswer.Unknown.class);
        ProviderAnswer later = pay(payment);
        assertThat(later).isInstanceOf(ProviderAnswer.Captured.class);
        assertThat(await(provider().find(payment.orderId()))).as("one charge").isEqualTo(later);
    }

    @Test
    void isUnknownWhileItIsDownAndWorksAfterwards() {
        Payment payment = payment("pm_sim_down");

        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(pay(payment)).isInstanceOf(ProviderAnswer.Unknown.class);
        }
        assertThat(pay(payment)).isInstanceOf(ProviderAnswer.Captured.class);
    }

    @Test
    void anAddressThatItTurnsAwayRefusesNobody() {
        Payment payment = payment("pm_card_visa", "nowhere");
        var refused = (ProviderAnswer.AddressRefused) pay(payment);

        assertThat(pay(payment)).as("the same key again").isEqualTo(refused);
        ProviderAnswer captured = pay(payment.told(refused, Instant.parse("2026-11-21T10:00:01Z"), ASKED_AGAIN));
        assertThat(captured).isInstanceOf(ProviderAnswer.Captured.class);
        assertThat(await(provider().find(payment.orderId()))).as("one charge").isEqualTo(captured);
    }

    @Test
    void givesBackInPartsAndNeverMoreThanItTook() {
        String reference = captured("pm_card_visa");
        UUID first = UUID.randomUUID();

        RefundAnswer refunded = refund(first, reference, 999);

        assertThat(refunded).isInstanceOf(RefundAnswer.Refunded.class);
        assertThat(refund(first, reference, 999)).as("the same refund again").isEqualTo(refunded);
        assertThat(refund(UUID.randomUUID(), reference, 1001)).isInstanceOf(RefundAnswer.Refused.class);
        assertThat(refund(UUID.randomUUID(), reference, 1000)).isInstanceOf(RefundAnswer.Refunded.class);
        assertThat(refund(UUID.randomUUID(), reference, 1)).isInstanceOf(RefundAnswer.Refused.class);
    }

    @Test
    void findsWhatItGaveBackByIdAndByReference() {
        String reference = captured("pm_card_visa");
        UUID id = UUID.randomUUID();
        var refunded = (RefundAnswer.Refunded) refund(id, reference, 999);

        assertThat(await(provider().findRefund(id, reference))).isEqualTo(refunded);
        assertThat(await(provider().fetchRefund(refunded.reference())))
                .isEqualTo(new ProviderRefund.Ours(id, refunded));
        assertThat(provider().findRefund(UUID.randomUUID(), reference).blockOptional(PATIENCE))
                .isEmpty();
        assertThat(provider().fetchRefund("re_unheardof").blockOptional(PATIENCE))
                .isEmpty();
    }

    @Test
    void aFaultSaysNothingOfARefundEitherAndTheSameKeyFindsOut() {
        String reference = captured("pm_sim_refundTimeoutAfterSuccess");
        UUID id = UUID.randomUUID();

        assertThat(refund(id, reference, 999)).isInstanceOf(RefundAnswer.Unknown.class);
        RefundAnswer later = refund(id, reference, 999);
        assertThat(later).isInstanceOf(RefundAnswer.Refunded.class);
        assertThat(await(provider().findRefund(id, reference))).isEqualTo(later);
        UUID rest = UUID.randomUUID();
        refund(rest, reference, 1000);
        assertThat(refund(rest, reference, 1000)).as("given once").isInstanceOf(RefundAnswer.Refunded.class);
    }

    @Test
    void refusesARefundOrIsDown() {
        String disputed = captured("pm_sim_refundRefused");
        String down = captured("pm_sim_refundDown");
        UUID id = UUID.randomUUID();

        assertThat(refund(UUID.randomUUID(), disputed, 1)).isEqualTo(new RefundAnswer.Refused("charge_disputed"));
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(refund(id, down, 1)).isInstanceOf(RefundAnswer.Unknown.class);
        }
        assertThat(refund(id, down, 1)).isInstanceOf(RefundAnswer.Refunded.class);
    }

    protected String captured(String method) {
        return ((ProviderAnswer.Captured) pay(payment(method))).reference();
    }

    protected static Payment payment(String method) {
        return payment(method, "someone@example.org");
    }

    private static Payment payment(String method, String address) {
        var request = new PaymentRequest(UUID.randomUUID().toString(), "user", PRICE, method, address);
        return Payment.intended(request, Instant.parse("2026-11-21T10:00:00Z"), Duration.ofSeconds(15));
    }

    private static ProviderAnswer declined(String code) {
        return new ProviderAnswer.Refused(RefusalReason.PAYMENT_DECLINED, code);
    }

    private ProviderAnswer pay(Payment payment) {
        return await(provider().pay(payment));
    }

    protected RefundAnswer refund(UUID id, String reference, long amount) {
        return await(provider().refund(id, reference, new Money(amount, "EUR")));
    }

    private static <T> T await(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(PATIENCE));
    }
}
