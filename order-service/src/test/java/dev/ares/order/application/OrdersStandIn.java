package dev.ares.order.application;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.OrderStatus;

/** Has nothing; a test overrides what it asks for. */
class OrdersStandIn implements Orders {

    @Override
    public Mono<Map<OrderKey, Keyed>> findByKeys(Set<OrderKey> keys) {
        return Mono.just(Map.of());
    }

    @Override
    public Mono<Set<OrderId>> insert(List<NewOrder> orders) {
        return Mono.just(Set.of());
    }

    @Override
    public Mono<Order> find(String userId, OrderId id) {
        return Mono.empty();
    }

    @Override
    public Mono<Map<OrderId, Order>> ended(Set<OrderId> ids) {
        return Mono.just(Map.of());
    }

    @Override
    public Mono<List<Order>> page(String userId, @Nullable OrderId before, int limit) {
        return Mono.just(List.of());
    }

    @Override
    public Mono<Set<OrderId>> move(OrderStatus next, Map<OrderId, String> reasons, Instant now) {
        return Mono.just(Set.of());
    }

    @Override
    public Mono<Map<OrderId, OrderStatus>> statuses(Collection<OrderId> ids) {
        return Mono.just(Map.of());
    }

    @Override
    public Mono<Order> byId(OrderId id) {
        return Mono.empty();
    }

    @Override
    public Mono<List<Order>> lock(Set<OrderId> ids) {
        return Mono.just(List.of());
    }

    @Override
    public Mono<Set<OrderId>> saveRefunds(List<Order> orders, Instant now) {
        return Mono.just(Set.of());
    }

    @Override
    public Mono<Void> requestCancel(OrderId id, Instant now) {
        return Mono.empty();
    }
}
