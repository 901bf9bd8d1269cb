package dev.ares.messaging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import reactor.util.context.Context;

/**
 * Observes each message while it is applied: a span that continues the trace of the message, and the timer
 * {@code ares.messages.apply} with the tags {@code reader} and {@code type}. Messages of one batch share its transaction
 * and so its duration.
 */
public final class MessageObservations {

    private final ObservationRegistry registry;
    private final Traces traces;

    public MessageObservations(ObservationRegistry registry, Traces traces) {
        this.registry = registry;
        this.traces = traces;
    }

    /** Starts to observe the messages; each beginning is to be followed by one end. */
    public Batch begin(Subscription subscription, List<Received<?>> received) {
        List<Observation> observed = new ArrayList<>(received.size());
        Map<String, String> byKey = new HashMap<>();
        for (Received<?> one : received) {
            Observation observation = start(subscription, one);
            observed.add(observation);
            String own = traces.running(inScopeOf(observation));
            String trace = own == null ? one.headers().get(Traces.TRACEPARENT) : own;
            if (trace != null) {
                byKey.put(one.key(), trace);
                traces.remember(one.key(), trace);
            }
        }
        return new Batch(observed, byKey);
    }

    private static Context inScopeOf(Observation observation) {
        return observation.isNoop() ? Context.empty() : Context.of(ObservationThreadLocalAccessor.KEY, observation);
    }

    private Observation start(Subscription subscription, Received<?> received) {
        String type = received.body().getDescriptorForType().getName();
        return Observation.createNotStarted("ares.messages.apply", () -> contextOf(received), registry)
                .contextualName("process " + type)
                .lowCardinalityKeyValue("reader", subscription.reader())
                .lowCardinalityKeyValue("type", type)
                .highCardinalityKeyValue("messaging.system", "kafka")
                .highCardinalityKeyValue("messaging.destination.name", subscription.topic())
                .highCardinalityKeyValue("messaging.message.id", received.id().toString())
                .highCardinalityKeyValue("messaging.kafka.message.key", received.key())
                .start();
    }

    private static ReceiverContext<Map<String, String>> contextOf(Received<?> received) {
        ReceiverContext<Map<String, String>> context = new ReceiverContext<>(Map::get, Kind.CONSUMER);
        context.setCarrier(received.headers());
        return context;
    }

    /** The messages that are being applied in one transaction. */
    public static final class Batch {

        private final List<Observation> observed;
        private final Map<String, String> tracesByKey;

        private Batch(List<Observation> observed, Map<String, String> tracesByKey) {
            this.observed = observed;
            this.tracesByKey = tracesByKey;
        }

        /** For the handlers: the trace of each key, and, where there is one message only, its own trace as the running. */
        public Context context() {
            Context running = observed.size() == 1 ? inScopeOf(observed.get(0)) : Context.empty();
            return running.put(Traces.CONTEXT_KEY, tracesByKey);
        }

        /** Once, whether or not it failed. */
        public void end() {
            observed.forEach(Observation::stop);
        }

        /** To be followed by the end. */
        public void failed(Throwable fault) {
            observed.forEach(one -> one.error(fault));
        }
    }
}
