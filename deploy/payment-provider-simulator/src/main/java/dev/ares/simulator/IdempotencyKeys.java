package dev.ares.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Stripe's idempotency: a key that is being worked on meets 409, a finished one gets its first answer again, one that
 * comes back with other parameters is an error, and a request that was turned away before any work leaves no trace.
 * Requests without a key (an empty one) are never remembered. Keys are kept for ever, which Stripe does for a day.
 */
final class IdempotencyKeys {

    /** What a finished request left behind. */
    interface Outcome {
        StripeAnswer answer();
    }

    private record Entry(String fingerprint, @Nullable Outcome outcome) {}

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Integer> refusedAttempts = new HashMap<>();

    /** Claims the key for the caller when nothing is known of it; otherwise the answer to give instead of working. */
    synchronized Optional<StripeAnswer> begin(String key, String fingerprint) {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        Entry entry = entries.putIfAbsent(key, new Entry(fingerprint, null));
        if (entry == null) {
            return Optional.empty();
        }
        if (!entry.fingerprint.equals(fingerprint)) {
            return Optional.of(StripeAnswer.keyReused());
        }
        Outcome outcome = entry.outcome;
        return Optional.of(
                outcome == null ? StripeAnswer.keyInUse() : outcome.answer().replay());
    }

    synchronized void finish(String key, String fingerprint, Outcome outcome) {
        if (!key.isEmpty()) {
            entries.put(key, new Entry(fingerprint, outcome));
        }
    }

    /** Frees a claimed key: no work was done under it. */
    synchronized void abandon(String key) {
        entries.remove(key);
    }

    /** Counts an attempt of the key; true while it is among the first {@code refused} ones. */
    synchronized boolean refuse(String key, int refused) {
        return refusedAttempts.merge(key, 1, Integer::sum) <= refused;
    }

    static String fingerprint(String path, Form form) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((path + "?" + form.encode()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
