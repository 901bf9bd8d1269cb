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

    private final Payments payments;
    private final Map<WebhookHint, Instant> due = new LinkedHashMap<>();
    final Map<String, String> notes = new LinkedHashMap<>();

    InMemoryWebhooks(Payments payments) {
        this.payments = payments;
    }

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
            return Flux.fromIterable(taken).filterWhen(hint -> nothingNew(hint)
                    .doOnNext(note -> notes.put(hint.id(), note))
                    .hasElement()
                    .map(settled -> !settled));
        });
    }

    private static boolean isDue(Instant due, Instant now, Duration lease) {
        return !due.isAfter(now) || due.isAfter(now.plus(lease.multipliedBy(2)));
    }

    private Mono<String> nothingNew(WebhookHint hint) {
        return switch (hint.about()) {
            case SOMETHING_ELSE -> Mono.just("not about a payment");
            case PAYMENT ->
                payments.ofReference(hint.reference())
                        .filter(captured -> !hint.isDispute())
                        .map(captured -> "known already");
            case REFUND -> Mono.empty();
        };
    }

    @Override
    public Mono<Void> handled(String id, String note, Instant at) {
        return Mono.fromRunnable(() -> notes.putIfAbsent(id, note));
    }

    @Override
    public Mono<Long> forget(Instant handledBefore) {
        return Mono.just(0L);
    }
}
