package dev.ares.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.protobuf.Message;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.ares.contracts.payment.v1.PaymentRefunded;
import dev.ares.contracts.payment.v1.RefundRefused;
import dev.ares.payment.application.Refunds;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.RefundRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Giving money back, from the command to the reply, with the provider on its good and on its bad days. */
class RefundsIT extends RunningService {

    private static final String REFUNDED = "SELECT refunded FROM payment WHERE order_id = $1";
    private static final String STATUS = "SELECT status FROM refund WHERE order_id = $1";

    @Autowired
    private Refunds refunds;

    @Test
    void givesBackInPartsButNeverMoreThanWasCaptured() {
        String order = captured("pm_card_visa");

        UUID first = refund(order, 999);
        assertThat(replies.awaitLast(order, 2)).isEqualTo(refunded(first, order, 999));
        UUID tooMuch = refund(order, 1001);
        assertThat(((RefundRefused) replies.awaitLast(order, 3)))
                .extracting(RefundRefused::getRefundId, RefundRefused::getReason)
                .containsExactly(tooMuch.toString(), "EXCEEDS_CAPTURED");
        UUID rest = refund(order, 1000);
        assertThat(replies.awaitLast(order, 4)).isEqualTo(refunded(rest, order, 1000));

        assertThat(given(order)).hasSize(2);
        assertThat(text(REFUNDED, order)).isEqualTo("1999");
    }

    @Test
    void givesOnceAndRepliesOnceWhateverTheProviderDoes() {
        Map<String, UUID> orders = new LinkedHashMap<>();
        Stream.of("pm_sim_refundSlow", "pm_sim_refundTimeoutAfterSuccess", "pm_sim_refundDown", "pm_sim_refundPending")
                .map(this::captured)
                .forEach(order -> orders.put(order, refund(order, 500)));

        orders.forEach((order, id) -> assertThat(replies.awaitLast(order, 2)).isEqualTo(refunded(id, order, 500)));
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> orders.keySet().stream()
                .allMatch(order -> replies.to(order).size() == 2));
        assertThat(orders.keySet())
                .allSatisfy(order -> assertThat(given(order)).hasSize(1))
                .allSatisfy(order -> assertThat(text(REFUNDED, order)).isEqualTo("500"));
    }

    @Test
    void saysWhyItWasRefusedAndTakesBackWhatWasSetAside() {
        String disputed = captured("pm_sim_refundRefused");
        String failed = captured("pm_sim_refundFailed");
        refund(disputed, 1999);
        refund(failed, 1999);

        assertThat((RefundRefused) replies.awaitLast(disputed, 2))
                .extracting(RefundRefused::getReason, RefundRefused::getDetail)
                .containsExactly("REFUND_REFUSED", "charge_disputed");
        assertThat((RefundRefused) replies.awaitLast(failed, 2))
                .extracting(RefundRefused::getReason, RefundRefused::getDetail)
                .containsExactly("REFUND_REFUSED", "expired_or_canceled_card");
        assertThat(text(REFUNDED, disputed)).isEqualTo("0");
        assertThat(text(REFUNDED, failed)).isEqualTo("0");
    }

    @Test
    void aRepeatedRefundGetsItsStoredReplyAgainAndAnotherAmountIsParked() {
        String order = captured("pm_card_visa");
        UUID id = refund(order, 500);
        Message first = replies.awaitLast(order, 2);

        refund(id, order, 501);
        refund(id, order, 500);

        assertThat(replies.awaitLast(order, 3)).isEqualTo(first);
        assertThat(given(order)).hasSize(1);
        assertThat(text(REFUNDED, order)).isEqualTo("500");
    }

    @Test
    void refundsThatMeetDoNotExceedWhatWasCaptured() {
        String order = captured("pm_card_visa");

        send(
                order,
                IntStream.range(0, 10)
                        .mapToObj(i -> refundCommand(UUID.randomUUID(), order, 500))
                        .toArray(Message[]::new));

        replies.awaitLast(order, 11);
        assertThat(replies.to(order))
                .filteredOn(PaymentRefunded.class::isInstance)
                .hasSize(3);
        assertThat(given(order)).hasSize(3);
        assertThat(text(REFUNDED, order)).isEqualTo("1500");
    }

    @Test
    void whatWasNotCapturedCannotBeGivenBack() {
        String refused = captured("pm_card_chargeDeclined");
        String unheardOf = UUID.randomUUID().toString();

        refund(refused, 1);
        refund(unheardOf, 1);

        assertThat(((RefundRefused) replies.awaitLast(refused, 2)).getReason()).isEqualTo("EXCEEDS_CAPTURED");
        assertThat(((RefundRefused) replies.awaitLast(unheardOf, 1)).getReason())
                .isEqualTo("EXCEEDS_CAPTURED");
    }

    @Test
    void aRefundThatACrashLeftBehindIsTakenUpWhenItsLeaseEnds() {
        String order = captured("pm_card_visa");

        Refund intended = leftBehind(order, Instant.now().minusSeconds(10));

        assertThat(replies.awaitLast(order, 2)).isEqualTo(refunded(intended.id(), order, 500));
        assertThat(given(order)).hasSize(1);
    }

    @Test
    void aParkedRefundIsResolvedByTheWebhookAlone() {
        String order = captured("pm_sim_refundPending");

        Refund old = leftBehind(order, Instant.now().minus(Duration.ofHours(2)));
        await().atMost(PATIENCE).until(() -> text(STATUS, order).equals("PARKED"));

        assertThat(replies.awaitLast(order, 2)).isEqualTo(refunded(old.id(), order, 500));
        assertThat(text("SELECT attempts FROM refund WHERE order_id = $1", order))
                .as("not asked again")
                .isEqualTo("1");
    }

    /** As the handler does, but nobody hands it over: the process died after the commit. */
    private Refund leftBehind(String order, Instant createdAt) {
        var request = new RefundRequest(UUID.randomUUID(), order, new Money(500, "EUR"));
        Refund refund = Refund.intended(request, createdAt, Duration.ofSeconds(5));
        refunds.addMissing(List.of(refund))
                .then(refunds.setAside(List.of(refund)))
                .as(transaction::transactional)
                .block(PATIENCE);
        return refund;
    }

    private static PaymentRefunded refunded(UUID id, String order, long amount) {
        return PaymentRefunded.newBuilder()
                .setRefundId(id.toString())
                .setOrderId(order)
                .setAmount(dev.ares.contracts.money.v1.Money.newBuilder()
                        .setAmount(amount)
                        .setCurrency("EUR"))
                .build();
    }
}
