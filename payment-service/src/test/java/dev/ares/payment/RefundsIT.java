package dev.ares.payment;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;

import dev.ares.payment.adapter.postgres.PostgresRefunds;
import dev.ares.payment.application.PaymentProvider;
import dev.ares.payment.application.Payments;
import dev.ares.payment.application.RefundPayment;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Refund;
import dev.ares.payment.domain.Refund.RefundStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Giving money back; no message asks for it yet. */
class RefundsIT extends RunningService {

    private static final String REFUNDED = "SELECT refunded FROM payment WHERE order_id = $1";

    private final RefundPayment refundPayment;

    @Autowired
    RefundsIT(TransactionalOperator transaction, DatabaseClient database, Payments payments, PaymentProvider provider) {
        refundPayment = new RefundPayment(payments, new PostgresRefunds(database, transaction), provider);
    }

    @Test
    void givesBackInPartsButNeverMoreThanWasCaptured() {
        String order = captured();

        assertThat(refund(UUID.randomUUID(), order, 999)).isEqualTo(List.of(RefundStatus.SUCCEEDED));
        assertThat(refund(UUID.randomUUID(), order, 1001))
                .as("more than is left")
                .isEmpty();
        assertThat(refund(UUID.randomUUID(), order, 1000)).isEqualTo(List.of(RefundStatus.SUCCEEDED));
        assertThat(refund(UUID.randomUUID(), order, 1)).as("nothing is left").isEmpty();
        assertThat(text(REFUNDED, order)).isEqualTo("1999");
    }

    @Test
    void theSameRefundIsGivenOnceHoweverOftenItIsAskedFor() {
        String order = captured();
        UUID id = UUID.randomUUID();

        assertThat(refund(id, order, 500)).isEqualTo(refund(id, order, 500));
        assertThat(text(REFUNDED, order)).isEqualTo("500");
        assertThatIllegalArgumentException().isThrownBy(() -> refund(id, order, 501));
    }

    @Test
    void refundsThatMeetDoNotExceedWhatWasCaptured() {
        String order = captured();

        var given = Flux.range(0, 10)
                .flatMap(i -> refundPayment.refund(Refund.intended(UUID.randomUUID(), order, new Money(500, "EUR"))))
                .collectList()
                .block(PATIENCE);

        assertThat(given).hasSize(3);
        assertThat(text(REFUNDED, order)).isEqualTo("1500");
    }

    @Test
    void whatWasNotCapturedCannotBeGivenBack() {
        String refused = pay("pm_card_chargeDeclined");
        replies.awaitLast(refused, 1);

        assertThat(refund(UUID.randomUUID(), refused, 1)).isEmpty();
        assertThat(refund(UUID.randomUUID(), UUID.randomUUID().toString(), 1)).isEmpty();
    }

    private String captured() {
        String order = pay("pm_card_visa");
        replies.awaitLast(order, 1);
        return order;
    }

    private List<RefundStatus> refund(UUID id, String order, long amount) {
        return refundPayment
                .refund(Refund.intended(id, order, new Money(amount, "EUR")))
                .map(Refund::status)
                .blockOptional(PATIENCE)
                .stream()
                .toList();
    }
}
