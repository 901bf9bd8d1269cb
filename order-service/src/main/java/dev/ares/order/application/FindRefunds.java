package dev.ares.order.application;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import reactor.core.publisher.Mono;

import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.Refund;

/** The refunds of an order. */
public final class FindRefunds {

    private final Orders orders;
    private final Refunds refunds;

    public FindRefunds(Orders orders, Refunds refunds) {
        this.orders = orders;
        this.refunds = refunds;
    }

    /** By number. Empty when there is no such order, or it is someone else's. */
    public Mono<List<Refund>> ofOwn(String userId, OrderId id) {
        return orders.find(userId, id).flatMap(order -> of(id));
    }

    /** By number. Empty when there is no such order. */
    public Mono<List<Refund>> ofAny(OrderId id) {
        return orders.byId(id).flatMap(order -> of(id));
    }

    /** The order of each of them that is a refund's id. */
    public Mono<Map<UUID, OrderId>> orders(Set<UUID> ids) {
        return ids.isEmpty() ? Mono.just(Map.of()) : refunds.orders(ids);
    }

    private Mono<List<Refund>> of(OrderId id) {
        return refunds.of(Set.of(id)).map(found -> found.getOrDefault(id, List.of()));
    }
}
