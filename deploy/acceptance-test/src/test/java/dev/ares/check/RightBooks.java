package dev.ares.check;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The books of a shop in which all is right, for tests that then make one thing wrong. */
final class RightBooks {

    static final String BOB = "00000000-0000-0000-0000-0000000000bb";
    static final String ANN = "00000000-0000-0000-0000-0000000000aa";
    static final String PAID = "00000000-0000-0000-0000-000000000001";
    static final String DECLINED = "00000000-0000-0000-0000-000000000002";
    static final String PART = "00000000-0000-0000-0000-000000000003";
    static final String GONE = "00000000-0000-0000-0000-000000000004";
    static final String PART_REFUND = "00000000-0000-0000-0001-000000000003";
    static final String GONE_REFUND = "00000000-0000-0000-0001-000000000004";
    static final String REFUSED_REFUND = "00000000-0000-0000-0001-000000000001";
    static final String STRANGE = "00000000-0000-0000-0000-000000000009";
    static final String FIRST_PIN_REFUND = "00000000-0000-0000-0001-000000000008";
    static final String STRANGE_REFUND = "00000000-0000-0000-0001-000000000009";

    final TestBooks tables;

    RightBooks(TestBooks tables) {
        this.tables = tables;
    }

    /**
     * Of ten mugs at 10.00 Ann bought two, for 50 of her 80 points and 19.50, which earned 19. She bought three and brought
     * one back, and bought one and brought it back; a refund of the first order was refused, and a fifth order declined.
     */
    void write() {
        tables.empty();
        writeRightOrders();
        writeRightStock();
        tables.write(tables.payment, payment(PAID, "CAPTURED", 1950, 0));
        tables.write(tables.payment, payment(PART, "CAPTURED", 3000, 1000));
        tables.write(tables.payment, payment(GONE, "CAPTURED", 1000, 1000));
        tables.write(tables.payment, payment(DECLINED, "REFUSED", 2000, 0));
        tables.write(tables.payment, """
                INSERT INTO refund (id, order_id, amount, currency, status, detail)
                VALUES ('%s', '%s', 1000, 'EUR', 'SUCCEEDED', ''), ('%s', '%s', 1000, 'EUR', 'SUCCEEDED', '')""".formatted(PART_REFUND, PART, GONE_REFUND, GONE));
        writeRightPoints();
        ledgerSays();
    }

    private void writeRightOrders() {
        tables.write(tables.order, order(PAID, "CONFIRMED", 1950, 50, 0));
        tables.write(tables.order, order(PART, "CONFIRMED", 3000, 0, 1000));
        tables.write(tables.order, order(GONE, "REFUNDED", 1000, 0, 1000));
        tables.write(tables.order, order(DECLINED, "CANCELLED", 2000, 0, 0));
        tables.write(tables.order, refund(PART_REFUND, PART, "SUCCEEDED"));
        tables.write(tables.order, refund(GONE_REFUND, GONE, "SUCCEEDED"));
        tables.write(tables.order, refund(REFUSED_REFUND, PAID, "REFUSED"));
        tables.write(tables.order, """
                INSERT INTO saga_instance (id, saga, state, version, phase, undoable, awaiting, attempt, entries)
                VALUES ('%s', 'checkout', '', 9, 'COMPLETED', '{}', '{}', 1, 9),
                       ('%s', 'checkout', '', 7, 'COMPENSATED', '{}', '{}', 1, 7),
                       ('%s', 'refund', '', 4, 'COMPLETED', '{}', '{}', 1, 4),
                       ('%s', 'refund', '', 2, 'COMPENSATED', '{}', '{}', 1, 2)""".formatted(PAID, DECLINED, PART_REFUND, REFUSED_REFUND));
    }

    private void writeRightStock() {
        tables.write(tables.inventory, """
                INSERT INTO product (sku, name, price_amount, price_currency) VALUES ('mug', 'Mug', 1000, 'EUR');
                INSERT INTO stock (sku, available, reserved, sold) VALUES ('mug', 6, 0, 4);
                INSERT INTO stock_ledger (sku, kind, quantity) VALUES ('mug', 'INITIAL', 4), ('mug', 'RESTOCK', 6);
                INSERT INTO reservation (order_id, status, reason, short_of)
                VALUES ('%1$s', 'COMMITTED', NULL, '{}'), ('%2$s', 'COMMITTED', NULL, '{}'),
                       ('%3$s', 'COMMITTED', NULL, '{}'), ('%4$s', 'RELEASED', 'RELEASED', '{}');
                INSERT INTO reservation_line (order_id, sku, quantity)
                VALUES ('%1$s', 'mug', 2), ('%2$s', 'mug', 3), ('%3$s', 'mug', 1), ('%4$s', 'mug', 2);
                INSERT INTO stock_return (refund_id, order_id) VALUES ('%5$s', '%2$s'), ('%6$s', '%3$s');
                INSERT INTO stock_return_line (refund_id, sku, quantity) VALUES ('%5$s', 'mug', 1), ('%6$s', 'mug', 1)""".formatted(PAID, PART, GONE, DECLINED, PART_REFUND, GONE_REFUND));
    }

    private void writeRightPoints() {
        tables.write(tables.user, """
                INSERT INTO account (id, email, name, roles, password_hash, created_at)
                VALUES ('%1$s', 'ann@example.org', 'Ann', '{customer}', 'x', now());
                INSERT INTO points_account (user_id, balance, held, taken_back) VALUES ('%1$s', 69, 0, 20);
                INSERT INTO order_points (order_id, user_id, status, points, awarded, changed_at)
                VALUES ('%2$s', '%1$s', 'settled', 50, 19, now()), ('%3$s', '%1$s', 'settled', 0, 30, now()),
                       ('%4$s', '%1$s', 'settled', 0, 10, now());
                INSERT INTO points_refund (refund_id, order_id, amount, returned, taken_back, booked_at)
                VALUES ('%5$s', '%3$s', 1000, 0, 10, now()), ('%6$s', '%4$s', 1000, 0, 10, now());
                INSERT INTO points_ledger (user_id, kind, points, order_id, refund_id, booked_at)
                VALUES ('%1$s', 'granted', 80, NULL, NULL, now()), ('%1$s', 'held', 50, '%2$s', NULL, now()),
                       ('%1$s', 'spent', 50, '%2$s', NULL, now()), ('%1$s', 'awarded', 19, '%2$s', NULL, now()),
                       ('%1$s', 'awarded', 30, '%3$s', NULL, now()), ('%1$s', 'awarded', 10, '%4$s', NULL, now()),
                       ('%1$s', 'taken_back', 10, '%3$s', '%5$s', now()),
                       ('%1$s', 'taken_back', 10, '%4$s', '%6$s', now())""".formatted(ANN, PAID, PART, GONE, PART_REFUND, GONE_REFUND));
    }

    /** Ann bought two pins at 0.01 for a cent and a point, and brought back one after the other: the second for the point. */
    void writeARefundOfPointsAlone(String refundId) {
        tables.write(tables.order, """
                INSERT INTO orders (id, user_id, idempotency_key, fingerprint, status, skus, quantities,
                                    unit_prices, currency, total, redeemed_points, refunded, created_at, updated_at)
                VALUES ('%1$s', '%2$s', 'key of %1$s', '', 'REFUNDED', '{mug}', '{2}', '{1}', 'EUR', 1, 1, 1, now(), now());
                INSERT INTO refund (id, order_id, number, requested_by, idempotency_key, fingerprint, status, reason,
                                    skus, quantities, amount, points, started, created_at, updated_at)
                VALUES ('%3$s', '%1$s', 1, 'olga', 'key of %3$s', '', 'SUCCEEDED', NULL, '{mug}', '{1}', 1, 0, true,
                        now(), now()),
                       ('%4$s', '%1$s', 2, 'olga', 'key of %4$s', '', 'SUCCEEDED', NULL, '{mug}', '{1}', 0, 1, true,
                        now(), now())""".formatted(STRANGE, ANN, FIRST_PIN_REFUND, refundId));
        tables.write(tables.inventory, """
                INSERT INTO reservation (order_id, status, short_of) VALUES ('%1$s', 'COMMITTED', '{}');
                INSERT INTO reservation_line (order_id, sku, quantity) VALUES ('%1$s', 'mug', 2);
                INSERT INTO stock_return (refund_id, order_id) VALUES ('%2$s', '%1$s'), ('%3$s', '%1$s');
                INSERT INTO stock_return_line (refund_id, sku, quantity) VALUES ('%2$s', 'mug', 1), ('%3$s', 'mug', 1)""".formatted(STRANGE, FIRST_PIN_REFUND, refundId));
        tables.write(tables.payment, payment(STRANGE, "CAPTURED", 1, 1));
        tables.write(tables.payment, """
                INSERT INTO refund (id, order_id, amount, currency, status, detail)
                VALUES ('%s', '%s', 1, 'EUR', 'SUCCEEDED', '')""".formatted(FIRST_PIN_REFUND, STRANGE));
        tables.write(tables.user, """
                INSERT INTO order_points (order_id, user_id, status, points, awarded, changed_at)
                VALUES ('%1$s', '%2$s', 'settled', 1, 0, now());
                INSERT INTO points_refund (refund_id, order_id, amount, returned, taken_back, booked_at)
                VALUES ('%3$s', '%1$s', 1, 0, 0, now()), ('%4$s', '%1$s', 0, 1, 0, now());
                INSERT INTO points_ledger (user_id, kind, points, order_id, refund_id, booked_at)
                VALUES ('%2$s', 'granted', 1, NULL, NULL, now()), ('%2$s', 'held', 1, '%1$s', NULL, now()),
                       ('%2$s', 'spent', 1, '%1$s', NULL, now()), ('%2$s', 'refunded', 1, '%1$s', '%4$s', now());
                UPDATE points_account SET balance = balance + 1""".formatted(STRANGE, ANN, FIRST_PIN_REFUND, refundId));
        ledgerSaysInstead(TestBooks.charge("pi_1", PAID, 1950, true), TestBooks.charge("pi_7", STRANGE, 1, true, 1));
    }

    /** What is right of the charges, but the first order's, and these. */
    void ledgerSaysInstead(String... charges) {
        tables.ledgerSays(Stream.concat(
                        Stream.of(
                                TestBooks.charge("pi_5", PART, 3000, true, 1000),
                                TestBooks.charge("pi_6", GONE, 1000, true, 1000)),
                        Stream.of(charges))
                .toArray(String[]::new));
    }

    /** The provider took the money of one order twice. */
    void ledgerSaysChargedTwice() {
        ledgerSaysInstead(TestBooks.charge("pi_1", PAID, 1950, true), TestBooks.charge("pi_3", PAID, 1950, true));
    }

    /** The provider took the money of the order that was cancelled because it was said to have declined it. */
    void ledgerSaysTakenOfTheDeclined() {
        ledgerSaysInstead(TestBooks.charge("pi_1", PAID, 1950, true), TestBooks.charge("pi_2", DECLINED, 2000, true));
    }

    private void ledgerSays() {
        ledgerSaysInstead(TestBooks.charge("pi_1", PAID, 1950, true), TestBooks.charge("pi_2", DECLINED, 2000, false));
    }

    void expectOnly(Rule rule, String... subjects) {
        expectOnly(Set.of(rule), subjects);
    }

    /** Expects each of the rules to be broken, and no other, by each of the subjects, and no other. */
    void expectOnly(Set<Rule> rules, String... subjects) {
        CheckResult result = check();
        assertThat(result.clean()).isFalse();
        assertThat(result.violations()).extracting(Violation::invariant).containsOnly(rules.toArray(Rule[]::new));
        assertThat(result.violations()).extracting(Violation::subject).containsOnly(subjects);
    }

    /**
     * Finds the same whether the orders are read at once or one by one, as slices of a large shop are. Where an effect stands
     * with an order of another slice, the words for it differ.
     */
    CheckResult check() {
        CheckResult atOnce = new InvariantChecker(tables.addresses()).atRest(Duration.ZERO);
        CheckResult oneByOne = new InvariantChecker(tables.addresses(), 1).atRest(Duration.ZERO);
        assertThat(broken(oneByOne)).isEqualTo(broken(atOnce));
        assertThat(oneByOne.orders()).isEqualTo(atOnce.orders());
        return atOnce;
    }

    private static Set<String> broken(CheckResult result) {
        return result.violations().stream()
                .map(violation -> violation.invariant() + " by " + violation.subject())
                .collect(Collectors.toSet());
    }

    List<Violation> inFlight() {
        return new InvariantChecker(tables.addresses()).inFlight().violations();
    }

    static String order(String id, String status, long total, long redeemed, long refunded) {
        String reason = status.equals("CANCELLED") ? "'PAYMENT_DECLINED'" : "NULL";
        return """
                INSERT INTO orders (id, user_id, idempotency_key, fingerprint, status, reason, skus, quantities,
                                    unit_prices, currency, total, redeemed_points, refunded, created_at, updated_at)
                VALUES ('%1$s', '%2$s', 'key of %1$s', '', '%3$s', %4$s, '{mug}', '{%5$d}', '{1000}', 'EUR', %6$d, %7$d,
                        %8$d, now(), now())""".formatted(id, ANN, status, reason, (total + redeemed) / 1000, total, redeemed, refunded);
    }

    /** Of one mug. */
    static String refund(String id, String orderId, String status) {
        String reason = status.equals("REFUSED") ? "'REFUND_REFUSED'" : "NULL";
        return """
                INSERT INTO refund (id, order_id, number, requested_by, idempotency_key, fingerprint, status, reason,
                                    skus, quantities, amount, points, started, created_at, updated_at)
                VALUES ('%1$s', '%2$s', (SELECT count(*) + 1 FROM refund WHERE order_id = '%2$s'), 'olga', 'key of %1$s',
                        '', '%3$s', %4$s, '{mug}', '{1}', 1000, 0, true, now(), now())""".formatted(id, orderId, status, reason);
    }

    static String payment(String orderId, String status, long amount, long refunded) {
        boolean captured = status.equals("CAPTURED");
        return """
                INSERT INTO payment (id, order_id, user_id, amount, refunded, currency, method, receipt_email,
                                     idempotency_key, status, provider_reference, reason, detail, attempts, created_at,
                                     version)
                VALUES (gen_random_uuid(), '%s', '%s', %d, %d, 'EUR', 'pm_card_visa', '', gen_random_uuid(), '%s', %s, %s,
                        '', 1, now(), 1)""".formatted(
                        orderId,
                        ANN,
                        amount,
                        refunded,
                        status,
                        captured ? "'pi of " + orderId + "'" : "NULL",
                        captured ? "NULL" : "'PAYMENT_DECLINED'");
    }
}
