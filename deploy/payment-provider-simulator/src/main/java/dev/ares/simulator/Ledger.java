package dev.ares.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Every intent and refund, in memory and in the journal. A change shows at once and is safe once {@link #durable()}
 * completes: nothing that was read here may be answered before.
 */
final class Ledger implements Closeable {

    private final Map<String, Intent> intents = new LinkedHashMap<>();
    private final Map<String, Refund> refunds = new LinkedHashMap<>();
    private final Map<String, Long> refunded = new LinkedHashMap<>();
    private final Set<String> settled = new HashSet<>();
    private final Set<String> delivered = new HashSet<>();
    private final IdempotencyKeys keys;
    private final Journal journal;

    Ledger(Path folder, IdempotencyKeys keys) throws IOException {
        this.keys = keys;
        this.journal = Journal.open(folder.resolve("ledger.journal"), this::replay);
    }

    synchronized Intent add(Intent intent, String fingerprint) {
        remember(intent, fingerprint);
        journal.append(
                line("intent", intent.toForm()).with("fingerprint", fingerprint).encode());
        return intent;
    }

    /** The cancelled intent; empty when it does not exist or can no longer be cancelled. */
    synchronized Optional<Intent> cancel(String id, String reason) {
        Intent intent = intents.get(id);
        if (intent == null || intent.captured() || intent.status().equals(Intent.CANCELED)) {
            return Optional.empty();
        }
        Intent cancelled = intent.cancelled(reason);
        intents.put(id, cancelled);
        journal.append(line("cancel", Form.empty().with("id", id).with("reason", reason))
                .encode());
        return Optional.of(cancelled);
    }

    /** The intent with its money taken; empty when it does not exist or holds none. */
    synchronized Optional<Intent> capture(String id) {
        Intent intent = intents.get(id);
        if (intent == null || !intent.status().equals(Intent.REQUIRES_CAPTURE)) {
            return Optional.empty();
        }
        Intent taken = intent.taken();
        intents.put(id, taken);
        journal.append(line("capture", Form.empty().with("id", id)).encode());
        return Optional.of(taken);
    }

    /** Adds a refund; false when the intent would then have given back more than it took. */
    synchronized boolean add(Refund refund, String fingerprint) {
        Intent intent = intents.get(refund.intent());
        if (intent == null || !intent.captured() || refundedOf(intent.id()) + refund.amount() > intent.amount()) {
            return false;
        }
        remember(refund, fingerprint);
        journal.append(
                line("refund", refund.toForm()).with("fingerprint", fingerprint).encode());
        return true;
    }

    /** The refund, pending until now, as it ends; empty when it has ended before. */
    synchronized Optional<Refund> settle(String id, String status) {
        Refund refund = refunds.get(id);
        if (refund == null || !refund.status().equals(Refund.PENDING)) {
            return Optional.empty();
        }
        journal.append(line("settle", Form.empty().with("id", id).with("status", status))
                .encode());
        return Optional.of(remember(refund.settled(status)));
    }

    /** Notes that the event reached its reader, so that a restart does not send it again. */
    synchronized void delivered(String event) {
        journal.append(line("delivered", Form.empty().with("event", event)).encode());
    }

    synchronized Optional<Intent> intent(String id) {
        return Optional.ofNullable(intents.get(id));
    }

    synchronized Optional<Refund> refund(String id) {
        return Optional.ofNullable(refunds.get(id));
    }

    /** Newest first, as Stripe lists. */
    synchronized List<Intent> intents(Predicate<Intent> filter) {
        return newestFirst(intents.values(), filter);
    }

    synchronized List<Refund> refunds(Predicate<Refund> filter) {
        return newestFirst(refunds.values(), filter);
    }

    synchronized long refundedOf(String intent) {
        return refunded.getOrDefault(intent, 0L);
    }

    synchronized Map<String, @Nullable Object> toJson() {
        return Json.object(
                "charges",
                intents.values().stream()
                        .map(i -> i.toLedger(refundedOf(i.id())))
                        .toList(),
                "refunds",
                refunds.values().stream().map(Refund::toLedger).toList());
    }

    /** The events that no reader had acknowledged when the last process ended. Works once: it frees the memory. */
    synchronized List<Event> undelivered() {
        List<Event> events = new ArrayList<>();
        intents.values().forEach(intent -> events.add(Event.of(intent)));
        refunds.values().forEach(refund -> events.add(Event.of(refund)));
        settled.forEach(id -> refund(id).map(Event::settled).ifPresent(events::add));
        events.removeIf(event -> delivered.contains(event.id()));
        delivered.clear();
        return events;
    }

    CompletableFuture<Void> durable() {
        return journal.durable();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }

    private void remember(Intent intent, String fingerprint) {
        intents.put(intent.id(), intent);
        keys.finish(intent.key(), fingerprint, intent);
    }

    private void remember(Refund refund, String fingerprint) {
        refunds.put(refund.id(), refund);
        refunded.merge(refund.intent(), refund.amount(), Long::sum);
        keys.finish(refund.key(), fingerprint, refund);
    }

    private Refund remember(Refund ended) {
        refunds.put(ended.id(), ended);
        settled.add(ended.id());
        if (ended.status().equals(Refund.FAILED)) {
            refunded.merge(ended.intent(), -ended.amount(), Long::sum);
        }
        return ended;
    }

    private void replay(String line) {
        Form form = Form.parse(line);
        switch (form.get("kind")) {
            case "intent" -> remember(Intent.from(form), form.get("fingerprint"));
            case "refund" -> remember(Refund.from(form), form.get("fingerprint"));
            case "cancel" -> intents.computeIfPresent(form.get("id"), (id, old) -> old.cancelled(form.get("reason")));
            case "capture" -> intents.computeIfPresent(form.get("id"), (id, held) -> held.taken());
            case "settle" ->
                refund(form.get("id"))
                        .map(pending -> pending.settled(form.get("status")))
                        .ifPresent(this::remember);
            case "delivered" -> delivered.add(form.get("event"));
            default -> throw new IllegalArgumentException("ledger: " + line + " (expected: a known kind of entry)");
        }
    }

    private static Form line(String kind, Form form) {
        return form.with("kind", kind);
    }

    private static <T> List<T> newestFirst(Iterable<T> all, Predicate<T> filter) {
        var found = new ArrayList<T>();
        all.forEach(each -> {
            if (filter.test(each)) {
                found.add(0, each);
            }
        });
        return found;
    }
}
