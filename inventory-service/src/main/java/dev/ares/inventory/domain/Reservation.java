package dev.ares.inventory.domain;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What became of an order's wish for stock: one per order for ever. It is the natural key of the order's effects on
 * stock, the memory that answers a repeated command, and, when the release came first, the tombstone that the late
 * reservation finds.
 *
 * @param reason why the order gets nothing; null while it has, or had, its stock
 * @param lines what was asked for; empty where the release came first
 * @param shortOf the products that fell short; empty unless refused as out of stock
 */
public record Reservation(
        UUID orderId, Status status, @Nullable Refusal reason, List<Line> lines, List<Sku> shortOf) {

    /** The names are stored: they are stable. */
    public enum Status {
        RESERVED,
        REFUSED,
        RELEASED,
        COMMITTED
    }

    public Reservation {
        lines = List.copyOf(lines);
        shortOf = List.copyOf(shortOf);
    }

    static Reservation reserved(UUID orderId, List<Line> lines) {
        return new Reservation(orderId, Status.RESERVED, null, lines, List.of());
    }

    static Reservation refused(UUID orderId, List<Line> lines, List<Sku> shortOf) {
        return new Reservation(orderId, Status.REFUSED, Refusal.OUT_OF_STOCK, lines, shortOf);
    }

    static Reservation releasedFirst(UUID orderId) {
        return new Reservation(orderId, Status.RELEASED, Refusal.RELEASED, List.of(), List.of());
    }

    /** Whether stock is held for the order now. */
    public boolean isOpen() {
        return status == Status.RESERVED;
    }

    /** Whether its lines were sold to the order. */
    boolean isSold() {
        return status == Status.COMMITTED;
    }

    /** What a ReserveStock is answered, the first time and every time after. */
    ReservationAnswer answer() {
        return reason == null
                ? new ReservationAnswer.Reserved(orderId)
                : new ReservationAnswer.Refused(orderId, reason, shortOf);
    }

    /** Without effect where nothing is held: released before, or refused. */
    Reservation release() {
        if (status == Status.REFUSED || status == Status.RELEASED) {
            return this;
        }
        return transition(Status.RELEASED, Refusal.RELEASED);
    }

    /** Without effect where it is committed already. */
    Reservation commit() {
        return status == Status.COMMITTED ? this : transition(Status.COMMITTED, null);
    }

    // Only what is held can move on; all else would make stock out of nothing.
    private Reservation transition(Status to, @Nullable Refusal why) {
        if (status != Status.RESERVED) {
            throw new ReservationFault(orderId, status.name(), to.name());
        }
        return new Reservation(orderId, to, why, lines, shortOf);
    }
}
