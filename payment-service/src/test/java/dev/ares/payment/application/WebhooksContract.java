package dev.ares.payment.application;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.ares.payment.application.WebhookHint.About;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** What every store of hints promises, that of the tests no less than the real one. Each test begins with an empty one. */
public interface WebhooksContract {

    Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Duration LEASE = Duration.ofSeconds(30);

    Webhooks webhooks();

    /** The payments that the hints are about. */
    Payments payments();

    /** What came of a hint; empty as long as nothing did. */
    String note(String id);

    @Test
    default void whatTellsNothingNewIsSettledAsItIsTaken() {
        captured("pi_captured");
        stored(payment());
        add("evt_known", "any", About.PAYMENT, "pi_captured");
        add("evt_else", WebhookHint.DISPUTED, About.SOMETHING_ELSE, "pi_captured");
        add("evt_disputed", WebhookHint.DISPUTED, About.PAYMENT, "pi_captured");
        add("evt_unknown", "any", About.PAYMENT, "pi_unknown");
        add("evt_without", "any", About.PAYMENT, "");
        add("evt_refund", "any", About.REFUND, "pi_captured");

        assertThat(taken(NOW)).containsExactlyInAnyOrder("evt_disputed", "evt_unknown", "evt_without", "evt_refund");
        assertThat(note("evt_known")).isEqualTo("known already");
        assertThat(note("evt_else")).isEqualTo("not about a payment");
        assertThat(note("evt_disputed")).isEmpty();
        assertThat(taken(NOW.plus(LEASE)))
                .as("what was settled comes no more")
                .containsExactlyInAnyOrder("evt_disputed", "evt_unknown", "evt_without", "evt_refund");
    }

    @Test
    default void whatIsNewIsHeldForALeaseAndNewsNoMoreOnceItIsKnown() {
        add("evt_1", "any", About.PAYMENT, "pi_1");

        assertThat(taken(NOW.minusMillis(1))).as("not due").isEmpty();
        assertThat(taken(NOW)).containsExactly("evt_1");
        assertThat(taken(NOW.plus(LEASE).minusMillis(1))).as("held").isEmpty();
        assertThat(taken(NOW.minus(LEASE.multipliedBy(2))))
                .as("put off by a clock that was set back since")
                .containsExactly("evt_1");

        captured("pi_1");
        assertThat(taken(NOW)).isEmpty();
        assertThat(note("evt_1")).isEqualTo("known already");
    }

    @Test
    default void whatCameOfAHintStays() {
        add("evt_1", "any", About.REFUND, "re_1");
        assertThat(taken(NOW)).containsExactly("evt_1");

        webhooks().handled("evt_1", "applied", NOW).block();
        webhooks().handled("evt_1", "too late", NOW).block();

        assertThat(note("evt_1")).isEqualTo("applied");
        assertThat(taken(NOW.plus(LEASE))).isEmpty();
    }

    private List<String> taken(Instant now) {
        return Objects.requireNonNull(webhooks()
                .takeDue(now, LEASE, 100)
                .map(WebhookHint::id)
                .collectList()
                .block());
    }

    private void add(String id, String type, About about, String reference) {
        webhooks()
                .add(List.of(new Webhooks.Arrival(new WebhookHint(id, type, about, reference), NOW, NOW)))
                .block();
    }

    private void captured(String reference) {
        Payment payment = payment();
        stored(payment);
        payments().save(List.of(payment.captured(reference, payment.amount()))).block();
    }

    private void stored(Payment payment) {
        payments().addMissing(List.of(payment)).block();
    }

    private static Payment payment() {
        var request =
                new PaymentRequest(UUID.randomUUID().toString(), "user", new Money(1999, "EUR"), "pm_card_visa", "");
        return Payment.intended(request, NOW, LEASE);
    }
}
