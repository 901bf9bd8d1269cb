package dev.ares.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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

    /** What is read of them, from all services, takes some 20 MiB. */
    private static final int ORDERS_AT_A_TIME = 10_000;

    private final ShopAddresses addresses;
    private final int ordersAtATime;

    public InvariantChecker(ShopAddresses addresses) {
        this(addresses, ORDERS_AT_A_TIME);
    }

    InvariantChecker(ShopAddresses addresses, int ordersAtATime) {
        this.addresses = addresses;
        this.ordersAtATime = ordersAtATime;
    }

    /**
     * Waits up to {@code patience} until nothing is under way, and everything can be read. Whether it is so is for
     * {@link #atRest} to say.
     */
    public void awaitRest(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!rests() && System.nanoTime() < deadline) {
            pause();
        }
    }

    /**
     * Waits up to {@code patience} until nothing is under way, then checks all invariants, without the provider's ledger all but
     * that of payments. What is still under way then is itself a violation.
     *
     * @throws CheckFailedException when the shop cannot be read
     */
    public CheckResult atRest(Duration patience) {
        awaitRest(patience);
        Optional<Charges> charges = addresses.providerLedger().map(ProviderLedger::read);
        try (Shop shop = Shop.open(addresses)) {
            var stock = new StockInvariant();
            var violations = new ArrayList<Violation>();
            for (Slice slice : shop.slices(ordersAtATime)) {
                Books books = Books.of(shop, slice);
                stock.add(books);
                charges.ifPresent(all -> violations.addAll(PaymentInvariant.atRest(shop, books, all.of(slice))));
                violations.addAll(AmountInvariant.atRest(books));
                violations.addAll(PointsInvariant.atRest(shop, books));
                violations.addAll(OnceInvariant.atRest(shop, books));
                violations.addAll(CancelInvariant.atRest(books));
            }
            violations.addAll(stock.atRest(shop));
            violations.addAll(PointsInvariant.atRest(shop));
            violations.addAll(EndedInvariant.atRest(shop));
            Set<Rule> checked =
                    charges.isPresent() ? EnumSet.allOf(Rule.class) : EnumSet.complementOf(EnumSet.of(Rule.PAYMENT));
            return result(checked, shop, charges, violations);
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
            Optional<Charges> charges = addresses.providerLedger().map(ProviderLedger::read);
            return result(EnumSet.of(Rule.STOCK, Rule.POINTS), shop, charges, violations);
        }
    }

    private boolean rests() {
        try (Shop shop = Shop.open(addresses)) {
            if (!EndedInvariant.atRest(shop).isEmpty()) {
                return false;
            }
            addresses.providerLedger().ifPresent(ProviderLedger::ask);
            return true;
        } catch (CheckFailedException notReadableNow) {
            // A server that starts again; what lasts is reported by the check itself.
            return false;
        }
    }

    private static CheckResult result(
            Set<Rule> checked, Shop shop, Optional<Charges> charges, List<Violation> violations) {
        Shop.Census orders = shop.census();
        return new CheckResult(
                checked,
                violations,
                orders.all(),
                orders.paid(),
                orders.cancelled(),
                charges.isPresent() ? OptionalLong.of(charges.get().size()) : OptionalLong.empty());
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
