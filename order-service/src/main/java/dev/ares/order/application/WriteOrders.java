package dev.ares.order.application;

import java.util.List;
import java.util.Set;

import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.order.domain.OrderId;

/**
 * Writes orders, their sagas and the sagas' first commands in one transaction, in three statements whatever their number.
 * What decides between requests of one key is the unique index that the insert meets.
 */
public final class WriteOrders {

    private final Orders orders;
    private final Checkouts checkouts;
    private final TransactionalOperator transaction;

    public WriteOrders(Orders orders, Checkouts checkouts, TransactionalOperator transaction) {
        this.orders = orders;
        this.checkouts = checkouts;
        this.transaction = transaction;
    }

    /** Whether each was written; those whose key is taken were not. All or none when it fails. */
    public Mono<List<Boolean>> write(List<NewOrder> placed) {
        return orders.insert(placed)
                .flatMap(inserted -> checkouts.start(those(placed, inserted)).thenReturn(inserted))
                .as(transaction::transactional)
                .map(inserted -> placed.stream()
                        .map(one -> inserted.contains(one.order().id()))
                        .toList());
    }

    private static List<NewOrder> those(List<NewOrder> placed, Set<OrderId> inserted) {
        return placed.stream()
                .filter(one -> inserted.contains(one.order().id()))
                .toList();
    }
}
