package dev.ares.payment.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.payment.domain.IllegalTransition;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.PaymentStatus;
import dev.ares.test.time.SetClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** People end what nobody else can tell, and nothing else. */
class DeclareNotTakenTest {

    private static final Duration KEY_LIFETIME = Duration.ofHours(20);

    private final SetClock clock = new SetClock();
    private final QuickProvider payments = new QuickProvider();
    private final List<Payment> answered = new ArrayList<>();
    private final List<String> decided = new ArrayList<>();
    private final RecordOutcomes<Payment> outcomes = new RecordOutcomes<>(
            payments, told -> Mono.fromRunnable(() -> answered.addAll(told)), new KeptContradictions(), new AtOnce());
    private final DeclareNotTaken declareNotTaken = new DeclareNotTaken(
            payments,
            outcomes,
            (payment, by, note) -> Mono.fromRunnable(() -> decided.add(by + ": " + note)),
            new AtOnce(),
            KEY_LIFETIME,
            clock);

    @Test
    void oneThatIsParkedAndForgottenIsRefusedAndAnswered() {
        Payment lost = asked();
        clock.advance(KEY_LIFETIME);
        parked(lost);

        declareNotTaken.declare(lost.id(), "ann", "no intent").block();

        assertThat(payments.ofOrder(lost.orderId()).status()).isEqualTo(PaymentStatus.REFUSED);
        assertThat(answered).extracting(Payment::status).containsExactly(PaymentStatus.REFUSED);
        assertThat(decided).containsExactly("ann: no intent");
    }

    @Test
    void oneWhoseKeyMayBeRememberedIsAskedForAgainInstead() {
        Payment young = asked();
        clock.advance(KEY_LIFETIME.minusSeconds(1));
        parked(young);

        assertRefused(young, "first asked for more than 20 hours ago");
    }

    @Test
    void oneThatWasNeverSentWillBe() {
        Payment unsent = intended();
        clock.advance(KEY_LIFETIME.multipliedBy(2));
        parked(unsent);

        assertRefused(unsent, "may still be taken");
    }

    @Test
    void theProvidersWordComesFirst() {
        Payment lost = asked();
        clock.advance(KEY_LIFETIME);
        parked(lost);
        payments.said = payments.ofOrder(lost.orderId()).captured("pi_1", lost.amount());

        assertRefused(lost, "is CAPTURED (expected: PARKED)");
    }

    private void assertRefused(Payment payment, String why) {
        Mono<Payment> declared = declareNotTaken.declare(payment.id(), "ann", "no intent");

        assertThatThrownBy(declared::block)
                .isInstanceOf(IllegalTransition.class)
                .hasMessageContaining(why);
        assertThat(answered).isEmpty();
        assertThat(decided).isEmpty();
    }

    private Payment intended() {
        var request =
                new PaymentRequest(UUID.randomUUID().toString(), "user", new Money(1999, "EUR"), "pm_card_visa", "");
        Payment payment = Payment.intended(request, clock.instant(), Duration.ofSeconds(15));
        payments.addMissing(List.of(payment)).block();
        return payment;
    }

    private Payment asked() {
        Payment asked = intended().claimed(clock.instant()).unanswered("", clock.instant(), InMemoryPayments.PATIENCE);
        payments.save(List.of(asked)).block();
        return asked;
    }

    private void parked(Payment payment) {
        Payment stored = payments.ofOrder(payment.orderId());
        payments.save(List.of(stored.unanswered("no answer", clock.instant(), InMemoryPayments.PATIENCE)))
                .block();
    }

    /** Stores what the provider said right after somebody has read the payment. */
    private static final class QuickProvider extends InMemoryPayments {

        private @org.jspecify.annotations.Nullable Payment said;

        @Override
        public Flux<Payment> ofIds(Collection<UUID> ids) {
            return super.ofIds(ids)
                    .collectList()
                    .doOnNext(read -> {
                        if (said != null) {
                            save(List.of(said)).block();
                            said = null;
                        }
                    })
                    .flatMapMany(Flux::fromIterable);
        }
    }
}
