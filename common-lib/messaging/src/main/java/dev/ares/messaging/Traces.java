package dev.ares.messaging;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Hands traces on from messages to the messages that answer them. A batch belongs to many traces at once, but commands
 * and replies of one order share a key: what is written under a key while a batch is applied continues the trace of the
 * message that came with this key.
 *
 * <p>What is written later, by a sweep or after a call to somebody else, continues the last trace of its key that this
 * process knows of. It remembers the latest {@value #MOST_REMEMBERED} keys; after a restart such a message begins a
 * trace of its own.
 */
public final class Traces {

    /** The W3C header. */
    public static final String TRACEPARENT = "traceparent";

    static final Object CONTEXT_KEY = Traces.class;

    private static final int MOST_REMEMBERED = 5_000;

    /** Tells the traceparent of the running trace, or null where none runs. */
    @FunctionalInterface
    public interface Current {
        @Nullable
        String traceparent(ContextView context);
    }

    private final Current current;
    private final Map<String, String> remembered = Collections.synchronizedMap(new Latest());

    public Traces(Current current) {
        this.current = current;
    }

    /** The message's own traceparent, else of the message that it answers, else of the running trace, else the last. */
    public Map<String, String> headersOf(OutgoingMessage message, ContextView context) {
        if (message.headers().containsKey(TRACEPARENT)) {
            return message.headers();
        }
        String trace = traceOf(message.key(), context);
        if (trace == null) {
            return message.headers();
        }
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.put(TRACEPARENT, trace);
        return headers;
    }

    /** What continues the last trace of the key: its {@value #TRACEPARENT}, or nothing when there is none. */
    public Map<String, String> lastOf(String key) {
        String trace = remembered.get(key);
        return trace == null ? Map.of() : Map.of(TRACEPARENT, trace);
    }

    /** The running trace, which becomes the last of the key; or else the last. */
    @Nullable
    String runningOrLast(String key, ContextView context) {
        String running = running(context);
        if (running == null) {
            return remembered.get(key);
        }
        remember(key, running);
        return running;
    }

    @Nullable
    String running(ContextView context) {
        return current.traceparent(context);
    }

    void remember(String key, String traceparent) {
        remembered.put(key, traceparent);
    }

    private @Nullable String traceOf(String key, ContextView context) {
        Map<String, String> received = context.getOrDefault(CONTEXT_KEY, null);
        if (received != null) {
            String answered = received.get(key);
            return answered == null ? running(context) : answered;
        }
        return runningOrLast(key, context);
    }

    private static final class Latest extends LinkedHashMap<String, String> {

        private static final long serialVersionUID = 1;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }
}
