package dev.ares.messaging.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.ares.messaging.OutgoingMessage;
import dev.ares.messaging.Traces;
import dev.ares.messaging.relay.Broker;
import dev.ares.messaging.relay.Delivery;
import dev.ares.messaging.relay.StoredMessage;

import static org.assertj.core.api.Assertions.assertThat;

class SendSpansTest {

    private static final Map<String, String> RECORDED =
            Map.of(Traces.TRACEPARENT, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private final StoredMessage message = new StoredMessage(
            (short) 0, new OutgoingMessage(UUID.randomUUID(), "t", "k", "T", RECORDED, new byte[0]), System.nanoTime());
    private final List<Delivery> told = new ArrayList<>();

    @Test
    void aMessageWhoseSpanCannotBeMadeIsSentWithoutOne() {
        Broker broker = new SendSpans(new BrokenPropagator())
                .around((stored, settled) -> settled.accept(new Delivery.Acknowledged(stored)));

        broker.send(message, told::add);

        assertThat(told).containsExactly(new Delivery.Acknowledged(message));
    }

    /** Of tracing that does not understand what the message says of its trace. */
    private static final class BrokenPropagator implements Propagator {

        @Override
        public List<String> fields() {
            return List.of();
        }

        @Override
        public <C> void inject(TraceContext context, @Nullable C carrier, Setter<C> setter) {
            throw new IllegalStateException("no span, so nothing to inject");
        }

        @Override
        public <C> Span.Builder extract(@Nullable C carrier, Getter<C> getter) {
            throw new IllegalArgumentException("traceparent (expected: one that can be read)");
        }
    }
}
