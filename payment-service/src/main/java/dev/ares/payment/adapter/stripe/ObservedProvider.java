package dev.ares.payment.adapter.stripe;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
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
    private final ObservationRegistry observations;
    private final Traces traces;

    public ObservedProvider(PaymentProvider provider, ObservationRegistry observations, Traces traces) {
        this.provider = provider;
        this.observations = observations;
        this.traces = traces;
    }

    @Override
    public Mono<ProviderAnswer> pay(Payment payment) {
        return observed("pay", traces.lastOf(payment.orderId()), ObservedProvider::outcome, provider.pay(payment));
    }

    @Override
    public Mono<ProviderAnswer> find(String orderId) {
        return observed("find", traces.lastOf(orderId), ObservedProvider::outcome, provider.find(orderId));
    }

    @Override
    public Mono<ProviderPayment> fetch(String reference) {
        return observed("fetch", Map.of(), found -> outcome(found.answer()), provider.fetch(reference));
    }

    @Override
    public Mono<RefundAnswer> refund(UUID refundId, String reference, Money amount) {
        return observed("refund", Map.of(), ObservedProvider::outcome, provider.refund(refundId, reference, amount));
    }

    @Override
    public Mono<RefundAnswer> findRefund(UUID refundId, String reference) {
        return observed("find_refund", Map.of(), ObservedProvider::outcome, provider.findRefund(refundId, reference));
    }

    @Override
    public Mono<ProviderRefund> fetchRefund(String reference) {
        return observed("fetch_refund", Map.of(), found -> outcome(found.answer()), provider.fetchRefund(reference));
    }

    private <T> Mono<T> observed(
            String operation, Map<String, String> trace, Function<T, String> outcome, Mono<T> call) {
        return Mono.defer(() -> {
            Observation observation = Observation.createNotStarted(
                            "ares.payment.provider.call", () -> continuing(trace), observations)
                    .contextualName("provider " + operation)
                    .lowCardinalityKeyValue("operation", operation)
                    .lowCardinalityKeyValue("outcome", "nothing")
                    .start();
            return call.doOnNext(answer -> observation.lowCardinalityKeyValue("outcome", outcome.apply(answer)))
                    .doOnError(observation::error)
                    .doFinally(end -> observation.stop())
                    .contextWrite(context -> observation.isNoop()
                            ? context
                            : context.put(ObservationThreadLocalAccessor.KEY, observation));
        });
    }

    private static ReceiverContext<Map<String, String>> continuing(Map<String, String> trace) {
        ReceiverContext<Map<String, String>> context = new ReceiverContext<>(Map::get, Kind.CLIENT);
        context.setCarrier(trace);
        context.setRemoteServiceName("payment provider");
        return context;
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
