package dev.ares.inventory.plain;

import java.util.Comparator;
import java.util.List;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.inventory.application.Reservations;
import dev.ares.inventory.application.StockLevels;
import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.Reservation;
import dev.ares.inventory.domain.ReservationCommand.Reserve;
import dev.ares.inventory.domain.StockMove;

/**
 * Reserves stock for one order in one local transaction of two statements, stock last, so that a hot product is locked for
 * as short as can be. Nothing is locked to look at it first, and nobody is told: stock is told of when the order is confirmed.
 */
final class ReserveAtOnce {

    private final Reservations reservations;
    private final StockLevels levels;
    private final TransactionalOperator transaction;

    ReserveAtOnce(Reservations reservations, StockLevels levels, TransactionalOperator transaction) {
        this.reservations = reservations;
        this.levels = levels;
        this.transaction = transaction;
    }

    /** Every line or none. @return false when there is not enough, and nothing was reserved */
    Mono<Boolean> reserve(Reserve order) {
        List<Line> lines =
                order.lines().stream().sorted(Comparator.comparing(Line::sku)).toList();
        var reservation = new Reservation(order.orderId(), Reservation.Status.RESERVED, null, lines, List.of());
        List<StockMove> moves = lines.stream()
                .map(line -> new StockMove(line.sku(), -line.quantity(), line.quantity(), 0))
                .toList();
        return reservations
                .add(List.of(reservation))
                .then(levels.move(moves))
                .as(transaction::transactional)
                .thenReturn(true)
                .onErrorReturn(OptimisticLockingFailureException.class, false);
    }
}
