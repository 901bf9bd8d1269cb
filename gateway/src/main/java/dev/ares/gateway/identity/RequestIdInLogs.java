package dev.ares.gateway.identity;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Carries the request id from Reactor's context into the log lines of whatever thread is at work. */
final class RequestIdInLogs implements ThreadLocalAccessor<String> {

    static final String KEY = "requestId";

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public @Nullable String getValue() {
        return MDC.get(KEY);
    }

    @Override
    public void setValue(String id) {
        MDC.put(KEY, id);
    }

    @Override
    public void setValue() {
        MDC.remove(KEY);
    }
}
