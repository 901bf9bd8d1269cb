package dev.ares.inventory.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import dev.ares.inventory.domain.ReservationAnswer.Returned;

/**
 * Decides returns that arrived together: each is done once, however often it comes, and an order never brings back more
 * of a product than was sold to it, whatever order its refunds come in.
 *
 * <p>A pure function of what is known under lock; nothing is applied when it throws.
 */
public final class ReturnBatch {

    private final Map<UUID, Reservation> reservations = new HashMap<>();
    private final Map<UUID, StockReturn> known = new HashMap<>();
    private final Map<UUID, StockReturn> added = new LinkedHashMap<>();
    private final Map<Sku, StockMove> moves = new TreeMap<>();

    private ReturnBatch(Collection<Reservation> reservations, Collection<StockReturn> earlier) {
        reservations.forEach(reservation -> this.reservations.put(reservation.orderId(), reservation));
        earlier.forEach(each -> known.put(each.refundId(), each));
    }

    /**
     * @param reservations those that exist of the orders
     * @param earlier all returns of these orders, and those with these refund ids
     * @throws ReturnFault when a return contradicts what was sold or what came under its refund before
     */
    public static Outcome decide(
            List<StockReturn> returns, Collection<Reservation> reservations, Collection<StockReturn> earlier) {
        ReturnBatch batch = new ReturnBatch(reservations, earlier);
        returns.forEach(batch::decide);
        List<ReservationAnswer> answers = new ArrayList<>();
        returns.forEach(each -> answers.add(new Returned(each.orderId(), each.refundId())));
        return new Outcome(List.copyOf(batch.added.values()), List.copyOf(batch.moves.values()), List.copyOf(answers));
    }

    private void decide(StockReturn wanted) {
        StockReturn before = known.get(wanted.refundId());
        if (before != null) {
            require(before.isTheSameAs(wanted), wanted, "%s (expected: %s, as before)".formatted(wanted, before));
            return;
        }
        Reservation sold = sold(wanted);
        wanted.lines().forEach(line -> takeBack(line, sold, wanted));
        known.put(wanted.refundId(), wanted);
        added.put(wanted.refundId(), wanted);
    }

    private Reservation sold(StockReturn wanted) {
        Reservation reservation = reservations.get(wanted.orderId());
        if (reservation == null || !reservation.isSold()) {
            String status =
                    reservation == null ? "unknown" : reservation.status().name();
            throw new ReturnFault(wanted, status + " (expected: COMMITTED)");
        }
        return reservation;
    }

    private void takeBack(Line line, Reservation sold, StockReturn wanted) {
        long left = Line.quantityOf(line.sku(), sold.lines()) - returned(line.sku(), sold.orderId());
        require(
                line.quantity() <= left,
                wanted,
                "%d of %s (expected: at most %d)".formatted(line.quantity(), line.sku(), left));
        moves.merge(line.sku(), StockMove.takeBack(line), StockMove::and);
    }

    private long returned(Sku sku, UUID orderId) {
        return known.values().stream()
                .filter(each -> each.orderId().equals(orderId))
                .mapToLong(each -> each.of(sku))
                .sum();
    }

    private static void require(boolean holds, StockReturn wanted, String found) {
        if (!holds) {
            throw new ReturnFault(wanted, found);
        }
    }

    /**
     * What to store and what to answer.
     *
     * @param moves at most one per product, in SKU order
     * @param answers one per return, in their order
     */
    public record Outcome(List<StockReturn> added, List<StockMove> moves, List<ReservationAnswer> answers) {}
}
