package dev.ares.payment.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the provider says, in whatever order and however often. */
class PaymentPropertyTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final Money PRICE = new Money(1999, "EUR");
    private static final Patience PATIENCE =
            new Patience(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofMinutes(5));

    @Property
    void aFinalPaymentNeverChangesAndContradictionsAreLoud(@ForAll("tellings") List<Telling> tellings) {
        var request = new PaymentRequest("order", "user", PRICE, "pm_card_visa", "");
        Payment payment = Payment.intended(request, START, Duration.ofSeconds(15));
        for (Telling telling : tellings) {
            Payment before = payment;
            try {
                payment = before.told(telling.answer(), START.plus(telling.after()), PATIENCE);
            } catch (IllegalTransition loud) {
                assertThat(contradicts(before, telling.answer())).isTrue();
                continue;
            }
            assertThat(contradicts(before, telling.answer())).isFalse();
            assertThat(payment.status().isFinal()).isEqualTo(payment.dueAt() == null);
            assertThat(payment.version()).isEqualTo(payment.equals(before) ? before.version() : before.version() + 1);
            if (before.status().isFinal()) {
                assertThat(payment).isSameAs(before);
            } else if (before.status() == PaymentStatus.PARKED) {
                assertThat(payment.status()).isNotEqualTo(PaymentStatus.PENDING);
            }
        }
    }

    private static boolean contradicts(Payment known, ProviderAnswer answer) {
        if (answer instanceof ProviderAnswer.Captured captured) {
            boolean same = captured.reference().equals(known.reference());
            boolean wrongAmount = !captured.amount().equals(PRICE);
            return known.status() == PaymentStatus.CAPTURED
                    ? !same
                    : known.status() == PaymentStatus.REFUSED || wrongAmount;
        }
        return answer instanceof ProviderAnswer.Refused && known.status() == PaymentStatus.CAPTURED;
    }

    @Provide
    Arbitrary<List<Telling>> tellings() {
        Arbitrary<ProviderAnswer> answers = Arbitraries.of(
                new ProviderAnswer.Captured("pi_1", PRICE),
                new ProviderAnswer.Captured("pi_2", PRICE),
                new ProviderAnswer.Captured("pi_1", new Money(5, "EUR")),
                new ProviderAnswer.Refused(RefusalReason.PAYMENT_DECLINED, "generic_decline"),
                new ProviderAnswer.Refused(RefusalReason.PAYMENT_ACTION_REQUIRED, "authentication_required"),
                new ProviderAnswer.AddressRefused("receipt_email"),
                new ProviderAnswer.NotAsked("circuit open"),
                new ProviderAnswer.NoTrace(),
                new ProviderAnswer.Unknown("timeout"));
        Arbitrary<Duration> times = Arbitraries.longs().between(0, 7_200).map(Duration::ofSeconds);
        return net.jqwik.api.Combinators.combine(answers, times)
                .as(Telling::new)
                .list()
                .ofMaxSize(8);
    }

    record Telling(ProviderAnswer answer, Duration after) {}
}
