package dev.ares.inventory.application;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.Reservation;
import dev.ares.inventory.domain.ReservationBatch;
import dev.ares.inventory.domain.ReservationBatch.Outcome;
import dev.ares.inventory.domain.ReservationCommand;
import dev.ares.inventory.domain.ReservationCommand.Reserve;
import dev.ares.inventory.domain.Sku;
import dev.ares.inventory.domain.StockLevel;

/**
 * Reserves, releases and commits stock for the orders of a batch, in arrival order and in one transaction, which the
 * caller owns. A hot product costs one change per batch, not one per order.
 */
public final class ApplyReservations {

    private final Reservations reservations;
    private final StockLevels stockLevels;
    private final Answers answers;

    public ApplyReservations(Reservations reservations, StockLevels stockLevels, Answers answers) {
        this.reservations = reservations;
        this.stockLevels = stockLevels;
        this.answers = answers;
    }

    /**
     * Call it once per transaction: a second call would lock stock out of order.
     *
     * @return an error, which must roll the transaction back, when a command contradicts its order's reservation
     *     ({@link dev.ares.inventory.domain.ReservationFault}) or when somebody else changed what was locked
     */
    public Mono<Void> apply(List<? extends ReservationCommand> commands) {
        return reservations
                .lock(orderIds(commands))
                .flatMap(known -> stockLevels
                        .lock(skus(commands, known))
                        .map(levels -> ReservationBatch.decide(commands, known, levels)))
                .flatMap(this::store);
    }

    private Mono<Void> store(Outcome outcome) {
        Mono<Void> added = outcome.added().isEmpty() ? Mono.empty() : reservations.add(outcome.added());
        Mono<Void> closed = outcome.changed().isEmpty() ? Mono.empty() : reservations.close(outcome.changed());
        Mono<List<StockLevel>> moved =
                outcome.moves().isEmpty() ? Mono.just(List.of()) : stockLevels.move(outcome.moves());
        return added.then(closed).then(moved).flatMap(changed -> answers.send(outcome.answers(), changed));
    }

    private static Set<UUID> orderIds(List<? extends ReservationCommand> commands) {
        return commands.stream().map(ReservationCommand::orderId).collect(Collectors.toUnmodifiableSet());
    }

    // A repeated ReserveStock locks its products too although it moves nothing: repeats are rare, and the rule stays
    // simple.
    private static Set<Sku> skus(List<? extends ReservationCommand> commands, Collection<Reservation> known) {
        Set<Sku> skus = new TreeSet<>();
        for (ReservationCommand command : commands) {
            if (command instanceof Reserve reserve) {
                reserve.lines().forEach(line -> skus.add(line.sku()));
            }
        }
        known.stream()
                .filter(Reservation::isOpen)
                .flatMap(reservation -> reservation.lines().stream())
                .map(Line::sku)
                .forEach(skus::add);
        return skus;
    }
}
