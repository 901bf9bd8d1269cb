package dev.ares.inventory.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.ares.inventory.domain.ReservationBatch.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Stock and reservations in memory, and what must hold of them after every batch. */
final class Shelf {

    private final Map<Sku, StockLevel> levels = new HashMap<>();
    private final Map<Sku, Long> stocked = new HashMap<>();
    private final Map<UUID, Reservation> reservations = new HashMap<>();
    private final Map<UUID, StockReturn> returns = new HashMap<>();
    private final Map<UUID, List<ReservationAnswer>> answers = new HashMap<>();

    Shelf(Collection<StockLevel> stock) {
        for (StockLevel level : stock) {
            levels.put(level.sku(), level);
            stocked.put(level.sku(), level.stocked());
        }
    }

    void apply(List<? extends ReservationCommand> batch) {
        Outcome outcome = ReservationBatch.decide(batch, reservations.values(), levels.values());
        assertThat(outcome.answers()).extracting(ReservationAnswer::orderId).isEqualTo(orders(batch));
        outcome.added().forEach(added -> assertThat(reservations.put(added.orderId(), added))
                .isNull());
        outcome.changed().forEach(changed -> assertThat(reservations.put(changed.orderId(), changed))
                .isNotNull());
        outcome.moves().forEach(move -> levels.compute(move.sku(), (sku, level) -> stored(move, level)));
        outcome.answers().forEach(answer -> answers.computeIfAbsent(answer.orderId(), order -> new ArrayList<>())
                .add(answer));
        assertThat(outcome.moves()).extracting(StockMove::sku).isSorted().doesNotHaveDuplicates();
        mustBalance();
    }

    void takeBack(List<StockReturn> batch) {
        ReturnBatch.Outcome outcome = ReturnBatch.decide(batch, reservations.values(), returns.values());
        assertThat(outcome.answers()).hasSameSizeAs(batch);
        outcome.added().forEach(added -> assertThat(returns.put(added.refundId(), added))
                .isNull());
        outcome.moves().forEach(move -> levels.compute(move.sku(), (sku, level) -> stored(move, level)));
        assertThat(outcome.moves()).extracting(StockMove::sku).isSorted().doesNotHaveDuplicates();
        mustBalance();
    }

    Reservation reservation(UUID order) {
        return Objects.requireNonNull(reservations.get(order));
    }

    List<ReservationAnswer> answers(UUID order) {
        return answers.getOrDefault(order, List.of());
    }

    Map<UUID, List<ReservationAnswer>> answers() {
        return answers;
    }

    Map<UUID, Reservation> reservations() {
        return reservations;
    }

    Map<Sku, StockLevel> levels() {
        return levels;
    }

    private void mustBalance() {
        for (StockLevel level : levels.values()) {
            assertThat(level.stocked()).as("stocked %s", level.sku()).isEqualTo(stocked.get(level.sku()));
            assertThat(level.reserved()).isEqualTo(sum(level.sku(), Reservation.Status.RESERVED));
            assertThat(level.sold()).isEqualTo(sum(level.sku(), Reservation.Status.COMMITTED) - returned(level.sku()));
        }
    }

    private long sum(Sku sku, Reservation.Status status) {
        return reservations.values().stream()
                .filter(reservation -> reservation.status() == status)
                .flatMap(reservation -> reservation.lines().stream())
                .filter(line -> line.sku().equals(sku))
                .mapToLong(Line::quantity)
                .sum();
    }

    long returned(Sku sku) {
        return returns.values().stream().mapToLong(each -> each.of(sku)).sum();
    }

    private static StockLevel stored(StockMove move, StockLevel level) {
        StockLevel moved = level.after(move);
        return new StockLevel(moved.sku(), moved.available(), moved.reserved(), moved.sold(), level.version() + 1);
    }

    private static List<UUID> orders(List<? extends ReservationCommand> batch) {
        return batch.stream().map(ReservationCommand::orderId).toList();
    }
}
