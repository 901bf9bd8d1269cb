package dev.ares.user.loyalty;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.ares.user.loyalty.LedgerEntry.Kind;
import dev.ares.user.loyalty.OrderPoints.Status;

/**
 * The rules of loyalty points, applied to the accounts and orders of one batch as they were read under lock. It
 * decides in the order of the calls and remembers what has to be written; it writes nothing itself. Each method does
 * its work once per order, however often and in whatever order the messages come.
 *
 * <p>For each account: balance = awarded + granted + refunded - taken back - spent - held; held is never negative, and
 * balance only by points that refunds took back. A message that contradicts what was done before is an {@link IllegalArgumentException}: the fault
 * lies in the message.
 */
final class PointsBook {

    private final Map<UUID, PointsAccount> accounts = new LinkedHashMap<>();
    private final Map<UUID, OrderPoints> orders = new LinkedHashMap<>();
    private final Map<UUID, OrderPoints> changedOrders = new LinkedHashMap<>();
    private final List<LedgerEntry> entries = new ArrayList<>();

    /** Those accounts and orders of the batch that exist. */
    PointsBook(Collection<PointsAccount> accounts, Collection<OrderPoints> orders) {
        accounts.forEach(account -> this.accounts.put(account.userId(), account));
        orders.forEach(order -> this.orders.put(order.orderId(), order));
    }

    HoldOutcome hold(UUID orderId, UUID userId, long points) {
        require(points > 0, orderId, "points to hold: " + points + " (expected: at least 1)");
        OrderPoints known = known(orderId, userId);
        if (known != null) {
            return repeatedHold(known, points);
        }
        PointsAccount account = accounts.get(userId);
        if (account == null || account.balance() < points) {
            keep(new OrderPoints(orderId, userId, Status.REFUSED, 0, 0));
            return new HoldOutcome.Refused(HoldOutcome.Reason.INSUFFICIENT_POINTS);
        }
        accounts.put(userId, account.changed(-points, points));
        book(userId, Kind.HELD, points, orderId);
        keep(new OrderPoints(orderId, userId, Status.HELD, points, 0));
        return new HoldOutcome.Held();
    }

    private static HoldOutcome repeatedHold(OrderPoints known, long points) {
        return switch (known.status()) {
            case HELD, SETTLED -> {
                require(known.points() == points, known.orderId(), "holds " + known.points() + ", asked for " + points);
                yield new HoldOutcome.Held();
            }
            case REFUSED -> new HoldOutcome.Refused(HoldOutcome.Reason.INSUFFICIENT_POINTS);
            case RETURNED -> new HoldOutcome.Refused(HoldOutcome.Reason.RETURNED);
        };
    }

    /** Where nothing is held yet, leaves a row behind that refuses the hold when it comes late. */
    void giveBack(UUID orderId, UUID userId) {
        OrderPoints known = known(orderId, userId);
        if (known == null) {
            keep(new OrderPoints(orderId, userId, Status.RETURNED, 0, 0));
            return;
        }
        require(known.status() != Status.SETTLED, orderId, "is settled (expected: not yet)");
        if (known.status() == Status.HELD) {
            accounts.put(userId, account(userId, orderId).changed(known.points(), -known.points()));
            book(userId, Kind.RETURNED, known.points(), orderId);
            keep(new OrderPoints(orderId, userId, Status.RETURNED, known.points(), 0));
        }
    }

    /**
     * Spends what is held for the order and awards points for it.
     *
     * @param redeemed the points that the order was paid with; must be those that are held
     */
    OrderPoints settle(UUID orderId, UUID userId, long redeemed, long awarded) {
        require(redeemed >= 0 && awarded >= 0, orderId, "redeemed or awarded points below 0");
        OrderPoints known = known(orderId, userId);
        if (known != null && known.status() == Status.SETTLED) {
            return known;
        }
        long held = known == null ? 0 : known.points();
        boolean open = known == null || known.status() == Status.HELD;
        require(open, orderId, "is confirmed though its points are not held");
        require(held == redeemed, orderId, "redeems " + redeemed + " points (expected: the held " + held + ")");
        accounts.put(userId, account(userId, orderId).changed(awarded, -held));
        book(userId, Kind.SPENT, held, orderId);
        book(userId, Kind.AWARDED, awarded, orderId);
        return keep(new OrderPoints(orderId, userId, Status.SETTLED, held, awarded));
    }

    /** Books what {@link RefundBook} decided for an order that is settled. */
    void refund(OrderPoints order, RefundedPoints refund) {
        UUID userId = order.userId();
        accounts.put(userId, account(userId, order.orderId()).refunded(refund));
        book(userId, Kind.REFUNDED, refund.returned(), order.orderId(), refund.refundId());
        book(userId, Kind.TAKEN_BACK, refund.takenBack(), order.orderId(), refund.refundId());
    }

    boolean changesNothing() {
        return changedOrders.isEmpty() && entries.isEmpty();
    }

    /** The accounts of the batch as they are to be written. */
    Collection<PointsAccount> accounts() {
        return List.copyOf(accounts.values());
    }

    Collection<OrderPoints> changedOrders() {
        return List.copyOf(changedOrders.values());
    }

    List<LedgerEntry> entries() {
        return List.copyOf(entries);
    }

    /** What is known of the order, which must be the user's. */
    @Nullable
    OrderPoints known(UUID orderId, UUID userId) {
        OrderPoints known = orders.get(orderId);
        require(known == null || known.userId().equals(userId), orderId, "belongs to another user than " + userId);
        return known;
    }

    private PointsAccount account(UUID userId, UUID orderId) {
        PointsAccount account = accounts.get(userId);
        if (account == null) {
            throw new IllegalArgumentException("order " + orderId + ": user " + userId + " is unknown");
        }
        return account;
    }

    private OrderPoints keep(OrderPoints order) {
        orders.put(order.orderId(), order);
        changedOrders.put(order.orderId(), order);
        return order;
    }

    private void book(UUID userId, Kind kind, long points, UUID orderId) {
        book(userId, kind, points, orderId, null);
    }

    private void book(UUID userId, Kind kind, long points, UUID orderId, @Nullable UUID refundId) {
        if (points > 0) {
            entries.add(new LedgerEntry(userId, kind, points, orderId, refundId));
        }
    }

    private static void require(boolean fits, UUID orderId, String fault) {
        if (!fits) {
            throw new IllegalArgumentException("order " + orderId + ": " + fault);
        }
    }
}
