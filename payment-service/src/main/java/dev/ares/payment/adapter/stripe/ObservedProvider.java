package dev.ares.payment.adapter.stripe;

import java.util.Map;
import java.util.UUID;

import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.Mono;

import dev.ares.messaging.Traces;
import dev.ares.payment.application.PaymentProvider;
import dev.ares.payment.domain.Money;
import dev.ares.payment.domain.Payment;
import dev.ares.payment.domain.ProviderAnswer;
import dev.ares.payment.domain.RefundAnswer;

/**
 * Observes the calls to the provider: a span in the trace of the order that is paid, and the timer
 * {@code ares.payment.provider.call} with the tags {@code operation} and {@code outcome}.
 */
public final class ObservedProvider implements PaymentProvider {

    private final PaymentProvider provider;
    private final ObservedCalls calls;
    private final Traces traces;

    public ObservedProvider(PaymentProvider provider, ObservationRegistry observations, Traces traces) {
        this.provider = provider;
        this.calls = new ObservedCalls(observations);
        this.traces = traces;
    }

    @Override
    public Mono<ProviderAnswer> pay(Payment payment) {
        return calls.observe("pay", traces.lastOf(payment.orderId()), ObservedProvider::outcome, provider.pay(payment));
    }

    @Override
    public Mono<ProviderAnswer> find(String orderId) {
        return calls.observe("find", traces.lastOf(orderId), ObservedProvider::outcome, provider.find(orderId));
    }

    @Override
    public Mono<ProviderPayment> fetch(String reference) {
        return calls.observe("fetch", Map.of(), found -> outcome(found.answer()), provider.fetch(reference));
    }

    @Override
    public Mono<RefundAnswer> refund(UUID refundId, String reference, Money amount) {
        return calls.observe(
                "refund", Map.of(), ObservedProvider::outcome, provider.refund(refundId, reference, amount));
    }

    @Override
    public Mono<RefundAnswer> findRefund(UUID refundId, String reference) {
        return calls.observe(
                "find_refund", Map.of(), ObservedProvider::outcome, provider.findRefund(refundId, reference));
    }

    @Override
    public Mono<ProviderRefund> fetchRefund(String reference) {
        return calls.observe("fetch_refund", Map.of(), ObservedProvider::outcome, provider.fetchRefund(reference));
    }

    private static String outcome(ProviderRefund found) {
        if (found instanceof ProviderRefund.Ours ours) {
            return outcome(ours.answer());
        }
        return found instanceof ProviderRefund.ByHand ? "refunded" : "unknown";
    }

    private static String outcome(ProviderAnswer answer) {
        if (answer instanceof ProviderAnswer.Captured) {
            return "captured";
        }
        if (answer instanceof ProviderAnswer.NotAsked) {
            return "not_asked";
        }
        return answer instanceof ProviderAnswer.Refused ? "refused" : "unknown";
    }

    private static String outcome(RefundAnswer answer) {
        if (answer instanceof RefundAnswer.Refunded) {
            return "refunded";
        }
        return answer instanceof RefundAnswer.Refused ? "refused" : "unknown";
    }
}
