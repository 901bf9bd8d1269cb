package dev.ares.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Checks the invariants of money and stock against the live shop. Each database is read as of one moment, but not all as of
 * the same one: what compares databases is only right at rest.
 */
public final class InvariantChecker {

    /** How long all that was accepted may take to end after the last fault. */
    public static final Duration T = Duration.ofSeconds(60);

    private static final long LOOK_AGAIN_MILLIS = 250;

    private final ShopAddresses addresses;

    public InvariantChecker(ShopAddresses addresses) {
        this.addresses = addresses;
    }

    /**
     * Waits up to {@code patience} until nothing is under way, then checks all invariants, without the provider's ledger all but
     * that of payments. What is still under way then is itself a violation.
     *
     * @throws CheckFailedException when the shop cannot be read
     */
    public CheckResult atRest(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!rests() && System.nanoTime() < deadline) {
            pause();
        }
        try (Shop shop = Shop.open(addresses)) {
            Books books = Books.of(shop);
            var violations = new ArrayList<Violation>();
            violations.addAll(StockInvariant.atRest(shop, books));
            if (asksTheProvider()) {
                violations.addAll(PaymentInvariant.atRest(shop, books));
            }
            violations.addAll(AmountInvariant.atRest(books));
            violations.addAll(PointsInvariant.atRest(shop, books));
            violations.addAll(EndedInvariant.atRest(shop));
            violations.addAll(OnceInvariant.atRest(shop, books));
            violations.addAll(CancelInvariant.atRest(books));
            Set<Rule> checked =
                    asksTheProvider() ? EnumSet.allOf(Rule.class) : EnumSet.complementOf(EnumSet.of(Rule.PAYMENT));
            return result(checked, shop, books, violations);
        }
    }

    /**
     * Checks what holds at any moment, while orders are under way: nothing is negative that may not be, each row of stock and
     * each points account adds up to its ledger.
     *
     * @throws CheckFailedException when the shop cannot be read
     */
    public CheckResult inFlight() {
        try (Shop shop = Shop.open(addresses)) {
            var violations = new ArrayList<Violation>(StockInvariant.inFlight(shop));
            violations.addAll(PointsInvariant.inFlight(shop));
            return result(EnumSet.of(Rule.STOCK, Rule.POINTS), shop, Books.of(shop), violations);
        }
    }

    private boolean rests() {
        try (Shop shop = Shop.open(addresses)) {
            return EndedInvariant.atRest(shop).isEmpty();
        } catch (CheckFailedException notReadableNow) {
            // A server that starts again; what lasts is reported by the check itself.
            return false;
        }
    }

    private boolean asksTheProvider() {
        return addresses.providerLedger().isPresent();
    }

    private CheckResult result(Set<Rule> checked, Shop shop, Books books, List<Violation> violations) {
        return new CheckResult(
                checked,
                violations,
                books.orders().size(),
                books.count(Shop.Order::paid),
                books.count(Shop.Order::cancelled),
                asksTheProvider() ? OptionalLong.of(shop.charges().size()) : OptionalLong.empty());
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CheckFailedException("interrupted", interrupted);
        }
    }
}
