package dev.ares.payment.adapter.stripe;

import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import dev.ares.faults.FaultKind;
import dev.ares.faults.InjectedFault;
import dev.ares.payment.application.PaymentProvider;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.PaymentRequest;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.payment.domain.RefundAnswer;

import static org.assertj.core.api.Assertions.assertThat;

/** Of each fault, what the provider hears and what we are told: never that something is certain which is not. */
class UnreliableProviderTest {

    private static final Duration DELAY = Duration.ofMillis(100);

    private final Deque<InjectedFault> faults = new ConcurrentLinkedDeque<>();
    private final Provider provider = new Provider();
    private final PaymentProvider unreliable = new UnreliableProvider(provider, (hop, names) -> faults.poll());

    @Test
    void aDelayedCallLeavesLater() {
        faults.add(fault(FaultKind.DELAY, true));

        long began = System.nanoTime();

        assertThat(unreliable.find("o-1").block()).isEqualTo(Provider.CAPTURED);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(DELAY);
    }

    @Test
    void aCallThatFailsIsUnknownThoughTheProviderHeardNothing() {
        faults.add(fault(FaultKind.ERROR, true));

        assertThat(unreliable.find("o-1").block()).isInstanceOf(ProviderAnswer.Unknown.class);
        assertThat(provider.heard).isEmpty();
    }

    @Test
    void aCallWhoseAnswerIsLostIsUnknownThoughTheWorkIsDone() {
        faults.add(fault(FaultKind.DROP, true));

        assertThat(unreliable.find("o-1").block()).isInstanceOf(ProviderAnswer.Unknown.class);
        assertThat(provider.heard).containsExactly("find o-1");
    }

    @Test
    void aLostCallIsUnknownAndDoesNothing() {
        faults.add(fault(FaultKind.DROP, false));

        RefundAnswer answer =
                unreliable.refund(new UUID(0, 1), "pi_1", new Money(5, "EUR")).block();
        assertThat(answer).isInstanceOf(RefundAnswer.Unknown.class);
        assertThat(provider.heard).isEmpty();
    }

    @Test
    void aRepeatedCallIsHeardTwiceAndAnsweredOnce() {
        faults.add(fault(FaultKind.DUPLICATE, true));

        assertThat(unreliable.find("o-1").block()).isEqualTo(Provider.CAPTURED);
        assertThat(provider.heard).containsExactly("find o-1", "find o-1");
    }

    @Test
    void aRepetitionThatCouldNotBeSentSaysNothingOfTheFirst() {
        faults.add(fault(FaultKind.DUPLICATE, true));
        var first = new ProviderAnswer.Unknown("no answer");
        provider.payments.add(first);
        provider.payments.add(new ProviderAnswer.NotAsked("circuit open"));
        var request = new PaymentRequest("o-1", "user", new Money(5, "EUR"), "pm_card_visa", "");

        assertThat(unreliable
                        .pay(Payment.intended(request, Instant.EPOCH, DELAY))
                        .block())
                .isEqualTo(first);
    }

    @Test
    void aCallThatIsHeldBackLeavesWithTheNextOne() {
        faults.add(new InjectedFault(FaultKind.REORDER, Duration.ofSeconds(30), true));
        Mono<ProviderAnswer> first = unreliable.find("first").cache();
        first.subscribe();
        assertThat(provider.heard).isEmpty();

        unreliable.find("second").block();

        assertThat(first.block()).isEqualTo(Provider.CAPTURED);
        assertThat(provider.heard).containsExactlyInAnyOrder("find second", "find first");
    }

    private static InjectedFault fault(FaultKind kind, boolean arrives) {
        return new InjectedFault(kind, DELAY, arrives);
    }

    /** Has taken every payment, and writes down what it hears. */
    private static final class Provider implements PaymentProvider {

        static final ProviderAnswer CAPTURED = new ProviderAnswer.Captured("pi_1", new Money(5, "EUR"));

        final Deque<ProviderAnswer> payments = new ConcurrentLinkedDeque<>();
        final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public Mono<ProviderAnswer> pay(Payment payment) {
            return heard("pay", CAPTURED).map(usual -> payments.isEmpty() ? usual : payments.remove());
        }

        @Override
        public Mono<ProviderAnswer> find(String orderId) {
            return heard("find " + orderId, CAPTURED);
        }

        @Override
        public Mono<ProviderPayment> fetch(String reference) {
            return heard("fetch", new ProviderPayment("o-1", CAPTURED));
        }

        @Override
        public Mono<RefundAnswer> refund(UUID refundId, String reference, Money amount) {
            return heard("refund", new RefundAnswer.Unknown("not of this test"));
        }

        @Override
        public Mono<RefundAnswer> findRefund(UUID refundId, String reference) {
            return heard("findRefund", new RefundAnswer.Unknown("not of this test"));
        }

        @Override
        public Mono<ProviderRefund> fetchRefund(String reference) {
            return heard("fetchRefund", new ProviderRefund.Unknown("not of this test"));
        }

        private <T> Mono<T> heard(String call, T answer) {
            return Mono.fromSupplier(() -> {
                heard.add(call);
                return answer;
            });
        }
    }
}
