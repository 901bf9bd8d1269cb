package dev.ares.messaging.autoconfigure;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.ares.messaging.CloudEvents;
import dev.ares.messaging.OutgoingMessage;
import dev.ares.messaging.Traces;
import dev.ares.messaging.relay.Broker;
import dev.ares.messaging.relay.Delivery;
import dev.ares.messaging.relay.StoredMessage;

/**
 * A span for each send, from the moment at which the message was written until the broker has it: what it waited in the
 * local message table is part of it. Readers continue this span. A message whose trace is not recorded costs nothing.
 */
final class SendSpans {

    private static final Logger log = LoggerFactory.getLogger(SendSpans.class);

    private static final String NOT_RECORDED = "-00";

    private final Propagator propagator;

    SendSpans(Propagator propagator) {
        this.propagator = propagator;
    }

    Broker around(Broker broker) {
        return (stored, settled) -> {
            String trace = stored.message().headers().get(Traces.TRACEPARENT);
            if (trace == null || trace.endsWith(NOT_RECORDED)) {
                broker.send(stored, settled);
                return;
            }
            Traced traced = traced(stored);
            if (traced == null) {
                broker.send(stored, settled);
                return;
            }
            broker.send(traced.message(), delivery -> {
                try {
                    end(traced.span(), delivery);
                } finally {
                    settled.accept(delivery);
                }
            });
        };
    }

    private record Traced(Span span, StoredMessage message) {}

    /** Null where no span can be made: a message goes on its way all the same. */
    private @Nullable Traced traced(StoredMessage stored) {
        try {
            Span span = start(stored.message());
            return new Traced(span, continuing(stored, span));
        } catch (RuntimeException | LinkageError fault) {
            log.warn("message {} is sent without a span: {}", stored.message().id(), fault.toString());
            return null;
        }
    }

    private Span start(OutgoingMessage message) {
        String type = message.type().substring(message.type().lastIndexOf('.') + 1);
        Span.Builder span = propagator
                .extract(message.headers(), Map::get)
                .kind(Span.Kind.PRODUCER)
                .name("send " + type)
                .tag("messaging.system", "kafka")
                .tag("messaging.destination.name", message.topic())
                .tag("messaging.message.id", message.id().toString())
                .tag("messaging.kafka.message.key", message.key());
        String written = message.headers().get(CloudEvents.TIME);
        if (written != null) {
            try {
                Instant at = Instant.parse(written);
                long micros = TimeUnit.SECONDS.toMicros(at.getEpochSecond()) + at.getNano() / 1000;
                span.startTimestamp(micros, TimeUnit.MICROSECONDS);
            } catch (DateTimeParseException byAnotherWriter) {
                // Then the span begins now.
            }
        }
        return span.start();
    }

    private StoredMessage continuing(StoredMessage stored, Span span) {
        Map<String, String> headers = new HashMap<>(stored.message().headers());
        propagator.inject(span.context(), headers, (carrier, name, value) -> headers.put(name, value));
        return new StoredMessage(stored.slot(), stored.message().withHeaders(headers), stored.leaseEnds());
    }

    private static void end(Span span, Delivery delivery) {
        if (delivery instanceof Delivery.Refused refused) {
            span.error(new IllegalStateException(refused.reason()));
        } else if (delivery instanceof Delivery.Unknown unknown) {
            span.error(new IllegalStateException(unknown.reason()));
        }
        span.end();
    }
}
