package dev.ares.payment.application;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hints in memory, with the leases of the real ones. */
class InMemoryWebhooks implements Webhooks {

    private final Map<WebhookHint, Instant> due = new LinkedHashMap<>();
    final Map<String, String> notes = new LinkedHashMap<>();

    @Override
    public Mono<Void> add(List<Arrival> arrivals) {
        return Mono.fromRunnable(() -> arrivals.forEach(arrival -> due.putIfAbsent(arrival.hint(), arrival.dueAt())));
    }

    @Override
    public Flux<WebhookHint> takeDue(Instant now, Duration lease, int limit) {
        return Flux.defer(() -> {
            List<WebhookHint> taken = due.keySet().stream()
                    .filter(hint -> !notes.containsKey(hint.id()))
                    .filter(hint -> isDue(due.getOrDefault(hint, now), now, lease))
                    .limit(limit)
                    .toList();
            taken.forEach(hint -> due.put(hint, now.plus(lease)));
            return Flux.fromIterable(taken);
        });
    }

    private static boolean isDue(Instant due, Instant now, Duration lease) {
        return !due.isAfter(now) || due.isAfter(now.plus(lease.multipliedBy(2)));
    }

    @Override
    public Mono<Void> handled(Map<String, String> settled, Instant at) {
        return Mono.fromRunnable(() -> notes.putAll(settled));
    }

    @Override
    public Mono<Long> forget(Instant handledBefore) {
        return Mono.just(0L);
    }
}
