package dev.ares.payment.domain;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PaymentTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Money PRICE = new Money(1999, "EUR");
    private static final Patience PATIENCE =
            new Patience(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofMinutes(5));
    private static final PaymentRequest REQUEST = new PaymentRequest("order", "user", PRICE, "pm_card_visa", "");

    private final Payment intended = Payment.intended(REQUEST, NOW, Duration.ofSeconds(15));

    @Test
    void isHeldByItsCreatorForTheLease() {
        assertThat(intended.dueAt()).isEqualTo(NOW.plusSeconds(15));
        assertThat(intended.key()).contains("order");
    }

    @Test
    void doesNotTellTheReceiptsAddressToWhoeverLogsIt() {
        var request = new PaymentRequest("order", "user", PRICE, "pm_card_visa", "jo@example.com");

        assertThat(Payment.intended(request, NOW, Duration.ofSeconds(15)).toString())
                .contains("orderId=order")
                .doesNotContain("jo@example.com");
    }

    @Test
    void isCapturedOnceAndNotDueAnyMore() {
        Payment captured = intended.captured("pi_1", PRICE);

        assertThat(captured.status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(captured.dueAt()).isNull();
        assertThat(captured.version()).isEqualTo(1);
        assertThat(captured.captured("pi_1", PRICE)).isSameAs(captured);
    }

    @Test
    void aSecondChargeOfTheSameOrderIsLoud() {
        Payment captured = intended.captured("pi_1", PRICE);

        assertThatThrownBy(() -> captured.captured("pi_2", PRICE)).isInstanceOf(IllegalTransition.class);
    }

    @Test
    void anotherAmountThanAskedForIsLoud() {
        assertThatThrownBy(() -> intended.captured("pi_1", new Money(1, "EUR")))
                .isInstanceOf(IllegalTransition.class)
                .hasMessageContaining("1999 EUR");
    }

    @Test
    void moneyTakenForARefusedPaymentIsLoud() {
        Payment refused = intended.refused(RefusalReason.PAYMENT_DECLINED, "generic_decline");

        assertThat(refused.refused(RefusalReason.PAYMENT_DECLINED, "again")).isSameAs(refused);
        assertThatThrownBy(() -> refused.captured("pi_1", PRICE)).isInstanceOf(IllegalTransition.class);
    }

    @Test
    void isAskedAfterSlowerAndSlowerAndParkedWhenPatienceIsOver() {
        Payment once = intended.unanswered("timeout", NOW, PATIENCE);
        Payment twice = once.unanswered("timeout", NOW, PATIENCE);
        Payment parked = twice.unanswered("timeout", NOW.plus(Duration.ofHours(1)), PATIENCE);

        assertThat(once.dueAt()).isEqualTo(NOW.plusMillis(200));
        assertThat(twice.dueAt()).isEqualTo(NOW.plusMillis(400));
        assertThat(parked.status()).isEqualTo(PaymentStatus.PARKED);
        assertThat(parked.dueAt()).isEqualTo(NOW.plus(Duration.ofMinutes(65)));
        assertThat(parked.captured("pi_1", PRICE).status()).isEqualTo(PaymentStatus.CAPTURED);
    }

    @Test
    void anAddressThatIsTurnedAwayIsLeftOutUnderAnotherKey() {
        var request = new PaymentRequest("order", "user", PRICE, "pm_card_visa", "nowhere");
        Payment addressed = Payment.intended(request, NOW, Duration.ofSeconds(15));
        var refused = new ProviderAnswer.AddressRefused("receipt_email");

        Payment anonymous = addressed.told(refused, NOW.plusSeconds(1), PATIENCE);

        assertThat(anonymous.key()).isNotEqualTo(addressed.key()).contains("order");
        assertThat(anonymous.request().receiptEmail()).isEmpty();
        assertThat(anonymous.dueAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(anonymous.answers(request)).isTrue();
        assertThat(anonymous.told(refused, NOW, PATIENCE).key()).isEqualTo(anonymous.key());
        Payment captured = addressed.captured("pi_1", PRICE);
        assertThat(captured.told(refused, NOW, PATIENCE)).isSameAs(captured);
    }

    @Test
    void anAmountThatIsNoneIsNotAccepted() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(0, "EUR"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, "eur"));
    }
}
