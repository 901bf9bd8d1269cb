package dev.ares.benchmarks.reservation;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.inventory.application.Reservations;
import dev.ares.inventory.application.StockLevels;
import dev.ares.inventory.domain.Reservation;
import dev.ares.inventory.domain.ReservationCommand.Reserve;
import dev.ares.inventory.domain.StockMove;

/**
 * The least that a transaction per order can do: two statements, stock last, as in the shop of plain calls. No message is
 * remembered and nobody is told; one of an order that is refused is rolled back.
 */
final class PlainStatements implements Reserver {

    private final Reservations reservations;
    private final StockLevels levels;
    private final TransactionalOperator transaction;

    PlainStatements(Reservations reservations, StockLevels levels, TransactionalOperator transaction) {
        this.reservations = reservations;
        this.levels = levels;
        this.transaction = transaction;
    }

    @Override
    public CompletableFuture<?> reserve(Reserve order) {
        var reservation = new Reservation(order.orderId(), Reservation.Status.RESERVED, null, order.lines(), List.of());
        List<StockMove> moves = order.lines().stream()
                .map(line -> new StockMove(line.sku(), -line.quantity(), line.quantity(), 0))
                .toList();
        return reservations
                .add(List.of(reservation))
                .then(levels.move(moves))
                .as(transaction::transactional)
                .then()
                .onErrorResume(OptimisticLockingFailureException.class, refused -> Mono.empty())
                .toFuture();
    }

    @Override
    public void close() {}
}
