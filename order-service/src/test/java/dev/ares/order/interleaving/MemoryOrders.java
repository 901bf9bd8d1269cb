package dev.ares.order.interleaving;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.ares.order.application.NewOrder;
import dev.ares.order.application.OrderKey;
import dev.ares.order.application.Orders;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.OrderStatus;

/** Orders in memory. */
final class MemoryOrders implements Orders {

    final Map<OrderId, Order> stored = new HashMap<>();

    @Override
    public Mono<Map<OrderKey, Keyed>> findByKeys(Set<OrderKey> keys) {
        return Mono.just(Map.of());
    }

    @Override
    public Mono<Set<OrderId>> insert(List<NewOrder> orders) {
        return Mono.fromCallable(() -> orders.stream()
                .map(NewOrder::order)
                .filter(order -> stored.putIfAbsent(order.id(), order) == null)
                .map(Order::id)
                .collect(Collectors.toSet()));
    }

    @Override
    public Mono<Order> find(String userId, OrderId id) {
        return byId(id);
    }

    @Override
    public Mono<Map<OrderId, Order>> ended(Set<OrderId> ids) {
        return Mono.fromCallable(() -> {
            Map<OrderId, Order> ended = new HashMap<>(stored);
            ended.values().removeIf(order -> !order.status().isTerminal());
            ended.keySet().retainAll(ids);
            return ended;
        });
    }

    @Override
    public Mono<List<Order>> page(String userId, @Nullable OrderId before, int limit) {
        return Mono.just(List.of());
    }

    @Override
    public Mono<Set<OrderId>> move(OrderStatus next, Map<OrderId, String> reasons, Instant now) {
        return Mono.fromCallable(() -> {
            Set<OrderId> moved = new HashSet<>();
            reasons.forEach((id, reason) -> {
                Order order = Objects.requireNonNull(stored.get(id));
                if (next.reachableFrom().contains(order.status())) {
                    put(order, next, reason.isEmpty() ? null : reason, order.cancelRequested());
                    moved.add(id);
                }
            });
            return moved;
        });
    }

    @Override
    public Mono<Map<OrderId, OrderStatus>> statuses(Collection<OrderId> ids) {
        return Mono.fromCallable(() -> {
            Map<OrderId, OrderStatus> statuses = new HashMap<>();
            ids.forEach(id ->
                    statuses.put(id, Objects.requireNonNull(stored.get(id)).status()));
            return statuses;
        });
    }

    @Override
    public Mono<Order> byId(OrderId id) {
        return Mono.fromSupplier(() -> Objects.requireNonNull(stored.get(id)));
    }

    @Override
    public Mono<List<Order>> lock(Set<OrderId> ids) {
        return Mono.fromCallable(
                () -> ids.stream().map(stored::get).map(Objects::requireNonNull).toList());
    }

    @Override
    public Mono<Set<OrderId>> saveRefunds(List<Order> orders, Instant now) {
        return Mono.fromCallable(() -> {
            Set<OrderId> saved = new HashSet<>();
            for (Order order : orders) {
                stored.put(order.id(), order);
                saved.add(order.id());
            }
            return saved;
        });
    }

    @Override
    public Mono<Void> requestCancel(OrderId id, Instant now) {
        return Mono.fromRunnable(() -> {
            Order order = Objects.requireNonNull(stored.get(id));
            put(order, order.status(), order.reason(), true);
        });
    }

    private void put(Order order, OrderStatus status, @Nullable String reason, boolean cancelRequested) {
        stored.put(
                order.id(),
                new Order(
                        order.id(),
                        order.userId(),
                        status,
                        reason,
                        order.lines(),
                        order.total(),
                        order.redeemedPoints(),
                        order.refunded(),
                        cancelRequested,
                        order.createdAt(),
                        order.updatedAt()));
    }
}
