package dev.ares.check;

import java.util.List;
import java.util.stream.Stream;

/** Invariants 4 and 5: nothing is under way any more. What is parked, or was taken back, counts as under way. */
final class EndedInvariant {

    /** A webhook is tried each half minute; one that is still tried after five of them waits for more than a fault. */
    private static final int TIRELESS = 10;

    private static final String SAGAS = """
            SELECT id, saga, phase, awaiting, coalesce(parked, contradicted, '') AS parked FROM saga_instance
            WHERE phase NOT IN ('COMPLETED', 'COMPENSATED') OR contradicted IS NOT NULL""";
    private static final String ORDERS = "SELECT id FROM orders WHERE status = 'PENDING'";
    private static final String PAYMENTS =
            "SELECT order_id, status FROM payment WHERE status NOT IN ('CAPTURED', 'REFUSED')";
    private static final String REFUNDS = "SELECT id, status FROM refund WHERE status NOT IN ('SUCCEEDED', 'REFUSED')";
    private static final String CONTRADICTIONS =
            "SELECT kind, order_id, said FROM contradiction WHERE resolved_at IS NULL";
    private static final String WEBHOOKS =
            "SELECT id, type, attempts FROM webhook WHERE handled_at IS NULL AND attempts >= " + TIRELESS;
    private static final String MESSAGES =
            "SELECT id, type, key, status, coalesce(last_error, '') AS error FROM outbox WHERE status <> 'processed'";
    private static final String DEAD_LETTERS =
            "SELECT id, reader, topic, key, reason FROM dead_letter WHERE applied_at IS NULL";

    private EndedInvariant() {}

    static List<Violation> atRest(Shop shop) {
        return Stream.of(
                        shop.orders()
                                .rows(
                                        ORDERS,
                                        row -> ended("order " + row.getString("id"), "PENDING (expected: ended)")),
                        shop.orders()
                                .rows(
                                        SAGAS,
                                        row -> ended(
                                                row.getString("saga") + " saga " + row.getString("id"),
                                                "%s, awaits %s%s (expected: ended)"
                                                        .formatted(
                                                                row.getString("phase"),
                                                                row.getString("awaiting"),
                                                                parked(row.getString("parked"))))),
                        shop.payments()
                                .rows(
                                        PAYMENTS,
                                        row -> ended(
                                                "payment of order " + row.getString("order_id"),
                                                row.getString("status") + " (expected: captured or refused)")),
                        shop.payments()
                                .rows(
                                        CONTRADICTIONS,
                                        row -> ended(
                                                "payment of order " + row.getString("order_id"),
                                                "%s contradicted: %s (expected: nothing that nobody looked at)"
                                                        .formatted(row.getString("kind"), row.getString("said")))),
                        shop.payments()
                                .rows(
                                        WEBHOOKS,
                                        row -> ended(
                                                "webhook " + row.getString("id"),
                                                "%s, tried %d times (expected: acted on)"
                                                        .formatted(row.getString("type"), row.getInt("attempts")))),
                        refunds("refund ", shop.orders()),
                        refunds("payment of refund ", shop.payments()),
                        messages("order", shop.orders()),
                        messages("inventory", shop.inventory()),
                        messages("payment", shop.payments()),
                        messages("user", shop.users()),
                        deadLetters("order", shop.orders()),
                        deadLetters("inventory", shop.inventory()),
                        deadLetters("payment", shop.payments()),
                        deadLetters("user", shop.users()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Violation> refunds(String subject, Tables tables) {
        return tables.rows(
                REFUNDS,
                row -> ended(
                        subject + row.getString("id"), row.getString("status") + " (expected: succeeded or refused)"));
    }

    private static List<Violation> messages(String service, Tables tables) {
        return tables.rows(
                MESSAGES,
                row -> new Violation(
                        Rule.DELIVERED,
                        service + " message " + row.getString("id"),
                        "%s of %s is %s %s (expected: processed)"
                                .formatted(
                                        row.getString("type"),
                                        row.getString("key"),
                                        row.getString("status"),
                                        row.getString("error"))));
    }

    private static List<Violation> deadLetters(String service, Tables tables) {
        return tables.rows(
                DEAD_LETTERS,
                row -> new Violation(
                        Rule.DELIVERED,
                        service + " dead letter " + row.getString("id"),
                        "%s of %s for %s was not applied: %s (expected: applied)"
                                .formatted(
                                        row.getString("topic"),
                                        row.getString("key"),
                                        row.getString("reader"),
                                        row.getString("reason"))));
    }

    private static String parked(String reason) {
        return reason.isEmpty() ? "" : ", parked: " + reason;
    }

    private static Violation ended(String subject, String found) {
        return new Violation(Rule.ENDED, subject, found);
    }
}
