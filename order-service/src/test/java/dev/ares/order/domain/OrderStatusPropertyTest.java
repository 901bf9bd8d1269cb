package dev.ares.order.domain;

import java.util.List;
import java.util.Map;
import java.util.Set;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static dev.ares.order.domain.OrderStatus.CANCELLED;
import static dev.ares.order.domain.OrderStatus.CONFIRMED;
import static dev.ares.order.domain.OrderStatus.PENDING;
import static dev.ares.order.domain.OrderStatus.REFUNDED;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever sequence of moves is tried, an order goes only where the table lets it. */
class OrderStatusPropertyTest {

    private static final Map<OrderStatus, Set<OrderStatus>> TABLE = Map.of(
            PENDING, Set.of(CONFIRMED, CANCELLED),
            CONFIRMED, Set.of(REFUNDED),
            CANCELLED, Set.of(),
            REFUNDED, Set.of());

    @Property
    void movesByTheTableOnly(@ForAll List<OrderStatus> wishes) {
        OrderStatus status = PENDING;
        for (OrderStatus next : wishes) {
            status = move(status, next);
        }
    }

    @Property
    void staysWhereItEndedExceptForARefund(@ForAll List<OrderStatus> wishes) {
        OrderStatus status = CONFIRMED;
        for (OrderStatus next : wishes) {
            status = move(status, next);
            assertThat(status).isIn(CONFIRMED, REFUNDED);
        }
    }

    private static OrderStatus move(OrderStatus from, OrderStatus next) {
        boolean legal = TABLE.getOrDefault(from, Set.of()).contains(next);
        try {
            boolean moves = from.moves(next);
            assertThat(moves).isEqualTo(legal);
            assertThat(moves || from == next).as("%s to %s", from, next).isTrue();
            return moves ? next : from;
        } catch (IllegalStateException illegal) {
            assertThat(legal || from == next).as("%s to %s is loud", from, next).isFalse();
            return from;
        }
    }
}
