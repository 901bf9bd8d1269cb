package dev.ares.messaging;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Hands traces on from messages to the messages that answer them. A batch belongs to many traces at once, but commands
 * and replies of one order share a key: what is written under a key while a batch is applied continues the trace of the
 * message that came with this key.
 */
public final class Traces {

    /** The W3C header. */
    public static final String TRACEPARENT = "traceparent";

    static final Object CONTEXT_KEY = Traces.class;

    /** Tells the traceparent of the running trace, or null where none runs. */
    @FunctionalInterface
    public interface Current {
        @Nullable
        String traceparent(ContextView context);
    }

    private final Current current;

    public Traces(Current current) {
        this.current = current;
    }

    /** The message's own traceparent, else of the message that it answers, else of the running trace. */
    public Map<String, String> headersOf(OutgoingMessage message, ContextView context) {
        if (message.headers().containsKey(TRACEPARENT)) {
            return message.headers();
        }
        Map<String, String> received = context.getOrDefault(CONTEXT_KEY, Map.<String, String>of());
        String trace = received == null ? null : received.get(message.key());
        if (trace == null) {
            trace = current.traceparent(context);
        }
        if (trace == null) {
            return message.headers();
        }
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.put(TRACEPARENT, trace);
        return headers;
    }
}
