package dev.ares.resilience;

import java.util.concurrent.TimeoutException;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * {@code ares.calls} by name and outcome: attempts = answered + failed + late + open + full + abandoned.
 * {@code ares.call.retries} by name and outcome: failures that might be repeated = repeated + unaffordable.
 */
final class CallMetrics {

    private final MeterRegistry registry;
    private final String name;

    CallMetrics(MeterRegistry registry, String name) {
        this.registry = registry;
        this.name = name;
    }

    void answered() {
        attempt("answered");
    }

    /** The caller lost interest before there was an answer. */
    void abandoned() {
        attempt("abandoned");
    }

    void failed(Throwable fault) {
        if (fault instanceof NotCalled) {
            attempt(fault.getCause() instanceof BulkheadFullException ? "full" : "open");
        } else {
            attempt(fault instanceof TimeoutException ? "late" : "failed");
        }
    }

    void retry(boolean affordable) {
        registry.counter("ares.call.retries", "call", name, "outcome", affordable ? "repeated" : "unaffordable")
                .increment();
    }

    private void attempt(String outcome) {
        registry.counter("ares.calls", "call", name, "outcome", outcome).increment();
    }
}
