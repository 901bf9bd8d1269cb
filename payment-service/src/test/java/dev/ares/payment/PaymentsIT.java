package dev.ares.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import dev.ares.contracts.payment.v1.PaymentCaptured;
import dev.ares.contracts.payment.v1.PaymentRefused;
import dev.ares.payment.application.Payments;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Pay, from the command to the reply, with the provider on its good and on its bad days. */
class PaymentsIT extends RunningService {

    private static final String STATUS = "SELECT status FROM payment WHERE order_id = $1";

    @Autowired
    private Payments payments;

    @Test
    void takesTheMoneyAndSaysSo() {
        String order = pay("pm_card_visa");

        var captured = (PaymentCaptured) replies.awaitLast(order, 1);

        assertThat(captured.getAmount().getAmount()).isEqualTo(1999);
        assertThat(captured.getAmount().getCurrency()).isEqualTo("EUR");
        assertThat(charges(order)).singleElement().satisfies(charge -> assertThat(charge.getId())
                .isEqualTo(captured.getProviderReference()));
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_chargeDeclined, PAYMENT_DECLINED, generic_decline",
        "pm_card_chargeDeclinedInsufficientFunds, PAYMENT_DECLINED, insufficient_funds",
        "pm_unheard_of, PAYMENT_DECLINED, resource_missing",
        "pm_card_authenticationRequired, PAYMENT_ACTION_REQUIRED, authentication_required"
    })
    void saysWhyItWasRefused(String method, String reason, String detail) {
        String order = pay(method);

        var refused = (PaymentRefused) replies.awaitLast(order, 1);

        assertThat(refused.getReason()).isEqualTo(reason);
        assertThat(refused.getDetail()).isEqualTo(detail);
        assertThat(charges(order))
                .allSatisfy(charge -> assertThat(charge.getAmountReceived()).isZero());
    }

    @Test
    void anAddressThatTheProviderTurnsAwayCostsTheReceiptOnly() {
        String order = UUID.randomUUID().toString();

        send(
                order,
                command(order, "pm_card_visa", 1999)
                        .setReceiptEmail("customer@nowhere")
                        .build());

        assertThat(replies.awaitLast(order, 1)).isInstanceOf(PaymentCaptured.class);
        assertThat(charges(order)).hasSize(1);
    }

    @Test
    void callsOffWhatTheCustomerCouldStillConfirm() {
        String order = pay("pm_card_authenticationRequired");
        replies.awaitLast(order, 1);

        assertThat(charges(order)).singleElement().satisfies(charge -> assertThat(charge.getStatus())
                .isEqualTo("canceled"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pm_sim_timeoutAfterSuccess",
                "pm_sim_slow",
                "pm_sim_down",
                "pm_sim_duplicateWebhook",
                "pm_sim_lateWebhook",
                "pm_sim_reorderedWebhooks"
            })
    void chargesOnceAndRepliesOnceWhateverTheProviderDoes(String method) {
        String order = pay(method);

        assertThat(replies.awaitLast(order, 1)).isInstanceOf(PaymentCaptured.class);
        await().during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> replies.to(order).size() == 1);
        assertThat(charges(order)).hasSize(1);
    }

    @Test
    void aRepeatedPayGetsItsStoredReplyAgain() {
        String captured = pay("pm_card_visa");
        String refused = pay("pm_card_chargeDeclined");
        var first = (PaymentCaptured) replies.awaitLast(captured, 1);
        var refusal = (PaymentRefused) replies.awaitLast(refused, 1);

        pay(captured, "pm_card_visa", 1999);
        pay(refused, "pm_card_chargeDeclined", 1999);

        assertThat(replies.awaitLast(captured, 2)).isEqualTo(first);
        assertThat(replies.awaitLast(refused, 2)).isEqualTo(refusal);
        assertThat(charges(captured)).hasSize(1);
    }

    @Test
    void aPayThatAsksForSomethingElseIsParkedAndChargesNothing() {
        String order = pay("pm_card_visa");
        replies.awaitLast(order, 1);

        pay(order, "pm_card_visa", 5);
        String next = pay("pm_card_visa");

        assertThat(replies.awaitLast(next, 1)).as("others go on").isInstanceOf(PaymentCaptured.class);
        assertThat(replies.to(order)).hasSize(1);
        assertThat(charges(order)).hasSize(1);
    }

    @Test
    void anIntentThatACrashLeftBehindIsTakenUpWhenItsLeaseEnds() {
        var request =
                new PaymentRequest(UUID.randomUUID().toString(), "user", new Money(1999, "EUR"), "pm_card_visa", "");
        Payment intended = Payment.intended(request, Instant.now().minusSeconds(10), Duration.ofSeconds(5));

        // As the handler does, but nobody hands it over: the process died after the commit.
        payments.addMissing(List.of(intended)).block(PATIENCE);

        assertThat(replies.awaitLast(intended.orderId(), 1)).isInstanceOf(PaymentCaptured.class);
        assertThat(charges(intended.orderId())).hasSize(1);
    }

    @Test
    void whatAClockPutOffThatHasBeenSetBackSinceIsTakenUpAtOnce() {
        var request =
                new PaymentRequest(UUID.randomUUID().toString(), "user", new Money(1999, "EUR"), "pm_card_visa", "");
        Payment ofTheFuture = Payment.intended(request, Instant.now().plus(Duration.ofHours(1)), Duration.ofSeconds(5));

        payments.addMissing(List.of(ofTheFuture)).block(PATIENCE);

        assertThat(replies.awaitLast(request.orderId(), 1)).isInstanceOf(PaymentCaptured.class);
        assertThat(charges(request.orderId())).hasSize(1);
    }

    @Test
    void anIntentOlderThanTheProvidersMemoryIsSearchedForAndNeverChargedAgain() {
        var request =
                new PaymentRequest(UUID.randomUUID().toString(), "user", new Money(1999, "EUR"), "pm_card_visa", "");
        Payment old = old(request);

        payments.addMissing(List.of(old.claimed(old.createdAt()))).block(PATIENCE);

        await().atMost(PATIENCE).until(() -> text(STATUS, old.orderId()).equals("PARKED"));
        assertThat(charges(old.orderId())).isEmpty();
    }

    @Test
    void anIntentOfThatAgeThatWasNeverSentIsTaken() {
        var request =
                new PaymentRequest(UUID.randomUUID().toString(), "user", new Money(1999, "EUR"), "pm_card_visa", "");

        payments.addMissing(List.of(old(request))).block(PATIENCE);

        assertThat(replies.awaitLast(request.orderId(), 1)).isInstanceOf(PaymentCaptured.class);
        assertThat(charges(request.orderId())).hasSize(1);
    }

    private static Payment old(PaymentRequest request) {
        return Payment.intended(request, Instant.now().minus(Duration.ofHours(21)), Duration.ofSeconds(5));
    }

    @Test
    void aBurstIsTakenInFull() {
        List<String> orders = IntStream.range(0, 100)
                .mapToObj(i -> pay(i % 4 == 0 ? "pm_card_chargeDeclined" : "pm_card_visa"))
                .toList();

        for (int i = 0; i < orders.size(); i++) {
            assertThat(replies.awaitLast(orders.get(i), 1))
                    .isInstanceOf(i % 4 == 0 ? PaymentRefused.class : PaymentCaptured.class);
        }
    }
}
