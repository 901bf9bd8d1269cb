package dev.ares.payment.adapter.metrics;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;

import dev.ares.payment.application.Unresolved;
import dev.ares.payment.application.Unresolved.Status;

/**
 * Shows {@code ares.payments.unresolved} by {@code state}, parked and contradicted: payments and refunds that wait for
 * people, of all replicas, as they were counted last.
 */
public final class UnresolvedGauges {

    private final Unresolved unresolved;
    private final Map<Status, AtomicLong> counted = new EnumMap<>(Status.class);

    public UnresolvedGauges(Unresolved unresolved, MeterRegistry registry) {
        this.unresolved = unresolved;
        show(Status.PARKED, registry);
        show(Status.CONTRADICTED, registry);
    }

    private void show(Status status, MeterRegistry registry) {
        AtomicLong number = new AtomicLong();
        counted.put(status, number);
        Gauge.builder("ares.payments.unresolved", number, AtomicLong::get)
                .description("Payments and refunds that wait for people")
                .tag("state", status.name().toLowerCase(Locale.ROOT))
                .strongReference(true)
                .register(registry);
    }

    /** Counts anew; what fails changes nothing. */
    public Mono<Void> count() {
        return unresolved
                .census()
                .doOnNext(found -> counted.forEach((status, number) -> number.set(found.getOrDefault(status, 0L))))
                .then();
    }
}
