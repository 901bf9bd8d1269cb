package dev.ares.payment.adapter.stripe;

import java.util.Map;
import java.util.function.Function;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import reactor.core.publisher.Mono;

/** Span and timer of each call to the provider: see {@link ObservedProvider}. */
final class ObservedCalls {

    private final ObservationRegistry observations;

    ObservedCalls(ObservationRegistry observations) {
        this.observations = observations;
    }

    /**
     * Observes one call.
     *
     * @param trace that it belongs to, as headers; may be empty
     * @param outcome of an answer, one of few words
     */
    <T> Mono<T> observe(String operation, Map<String, String> trace, Function<T, String> outcome, Mono<T> call) {
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
}
