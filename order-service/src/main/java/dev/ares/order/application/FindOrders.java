package dev.ares.order.application;

import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;

/** The orders there are, for those who may see them. */
public final class FindOrders {

    /**
     * @param items newest first
     * @param next where the next page begins; null when this is the last
     */
    public record Page(List<Order> items, @Nullable OrderId next) {}

    private final Orders orders;

    public FindOrders(Orders orders) {
        this.orders = orders;
    }

    /** Empty when there is no such order, or it is someone else's. */
    public Mono<Order> ofOwn(String userId, OrderId id) {
        return orders.find(userId, id);
    }

    /** Whosever it is: for operators. Empty when there is no such order. */
    public Mono<Order> ofAny(OrderId id) {
        return orders.byId(id);
    }

    /** A customer's own orders. */
    public Mono<Page> page(String userId, @Nullable OrderId before, int limit) {
        return orders.page(userId, before, limit + 1).map(found -> {
            if (found.size() <= limit) {
                return new Page(found, null);
            }
            List<Order> items = found.subList(0, limit);
            return new Page(List.copyOf(items), items.get(limit - 1).id());
        });
    }
}
