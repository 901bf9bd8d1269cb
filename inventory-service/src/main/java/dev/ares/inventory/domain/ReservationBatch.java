package dev.ares.inventory.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import dev.ares.inventory.domain.ReservationAnswer.Committed;
import dev.ares.inventory.domain.ReservationAnswer.Released;
import dev.ares.inventory.domain.ReservationCommand.Commit;
import dev.ares.inventory.domain.ReservationCommand.Release;
import dev.ares.inventory.domain.ReservationCommand.Reserve;

/**
 * Decides commands that arrived together, in arrival order, each as if it had come alone: every line of an order is
 * reserved or none, by the order's own policy, and an order that is refused leaves its stock to those behind it. One batch
 * costs one change per product, however many orders it has.
 *
 * <p>A pure function of what is known under lock; nothing is applied when it throws.
 */
public final class ReservationBatch {

    private final Map<UUID, Reservation> known = new HashMap<>();
    private final Map<Sku, StockLevel> levels = new HashMap<>();
    private final Set<UUID> stored = new HashSet<>();
    private final Map<UUID, Reservation> touched = new LinkedHashMap<>();
    private final Map<Sku, StockMove> moves = new TreeMap<>();
    private final List<ReservationAnswer> answers = new ArrayList<>();

    private ReservationBatch(Collection<Reservation> reservations, Collection<StockLevel> stock) {
        reservations.forEach(reservation -> known.put(reservation.orderId(), reservation));
        stored.addAll(known.keySet());
        stock.forEach(level -> levels.put(level.sku(), level));
    }

    /**
     * @param reservations those that exist of the commands' orders
     * @param stock the levels of all products that the commands and the reservations name; an unknown product has none
     * @throws ReservationFault when a command contradicts what is known of its order
     */
    public static Outcome decide(
            List<? extends ReservationCommand> commands,
            Collection<Reservation> reservations,
            Collection<StockLevel> stock) {
        ReservationBatch batch = new ReservationBatch(reservations, stock);
        commands.forEach(batch::decide);
        return batch.outcome();
    }

    private void decide(ReservationCommand command) {
        if (command instanceof Reserve reserve) {
            reserve(reserve);
        } else if (command instanceof Release release) {
            release(release);
        } else if (command instanceof Commit commit) {
            commit(commit);
        }
    }

    private void reserve(Reserve command) {
        Reservation reservation = known.get(command.orderId());
        if (reservation == null) {
            reservation = admit(command);
            put(reservation);
        }
        answers.add(reservation.answer());
    }

    private Reservation admit(Reserve command) {
        List<Sku> shortOf = command.lines().stream()
                .filter(line -> !admits(command.policy(), line))
                .map(Line::sku)
                .toList();
        if (!shortOf.isEmpty()) {
            return Reservation.refused(command.orderId(), command.lines(), shortOf);
        }
        command.lines().forEach(line -> move(StockMove.reserve(line)));
        return Reservation.reserved(command.orderId(), command.lines());
    }

    private boolean admits(StockPolicy policy, Line line) {
        StockLevel level = levels.get(line.sku());
        return level != null && policy.admits(line, level);
    }

    private void release(Release command) {
        Reservation reservation = known.get(command.orderId());
        if (reservation == null) {
            put(Reservation.releasedFirst(command.orderId()));
        } else if (reservation.release() != reservation) {
            put(reservation.release());
            reservation.lines().forEach(line -> move(StockMove.release(line)));
        }
        answers.add(new Released(command.orderId()));
    }

    private void commit(Commit command) {
        Reservation reservation = known.get(command.orderId());
        if (reservation == null) {
            throw new ReservationFault(command.orderId(), "unknown", Reservation.Status.COMMITTED.name());
        }
        if (reservation.commit() != reservation) {
            put(reservation.commit());
            reservation.lines().forEach(line -> move(StockMove.sell(line)));
        }
        answers.add(new Committed(command.orderId()));
    }

    private void put(Reservation reservation) {
        known.put(reservation.orderId(), reservation);
        touched.put(reservation.orderId(), reservation);
    }

    private void move(StockMove move) {
        StockLevel level = levels.get(move.sku());
        if (level == null) {
            throw new IllegalStateException(
                    "stock of %s: not given (expected: locked with its batch)".formatted(move.sku()));
        }
        levels.put(move.sku(), level.after(move));
        moves.merge(move.sku(), move, StockMove::and);
    }

    private Outcome outcome() {
        List<Reservation> added = new ArrayList<>();
        List<Reservation> changed = new ArrayList<>();
        touched.values().forEach(each -> (stored.contains(each.orderId()) ? changed : added).add(each));
        List<StockMove> effective =
                moves.values().stream().filter(move -> !move.changesNothing()).toList();
        return new Outcome(List.copyOf(added), List.copyOf(changed), effective, List.copyOf(answers));
    }

    /**
     * What to store and what to answer.
     *
     * @param added reservations that did not exist
     * @param changed reservations that existed and have another status now
     * @param moves at most one per product, in SKU order, none without effect
     * @param answers one per command, in the commands' order
     */
    public record Outcome(
            List<Reservation> added,
            List<Reservation> changed,
            List<StockMove> moves,
            List<ReservationAnswer> answers) {}
}
