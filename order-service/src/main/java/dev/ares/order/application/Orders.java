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

/** Port: the orders there are. Writes join the caller's transaction. */
public interface Orders {

    /**
     * The order that was placed under a key, with the fingerprint of its request.
     *
     * @param fingerprint see {@code OrderRequest.fingerprint}
     */
    record Keyed(Order order, byte[] fingerprint) {}

    /** Those of the keys that were used. */
    Mono<Map<OrderKey, Keyed>> findByKeys(Set<OrderKey> keys);

    /**
     * Writes those whose key is not taken, of several with the same key the first; waits for a transaction that is about
     * to take one.
     *
     * @return the orders that were written
     */
    Mono<Set<OrderId>> insert(List<NewOrder> orders);

    /** Empty when there is no such order, or it is someone else's. */
    Mono<Order> find(String userId, OrderId id);

    /** Those of the orders whose checkout has ended. */
    Mono<Map<OrderId, Order>> ended(Set<OrderId> ids);

    /**
     * A customer's orders, newest first.
     *
     * @param before only older ones than this; null to begin with the newest
     */
    Mono<List<Order>> page(String userId, @Nullable OrderId before, int limit);

    /**
     * Moves each order that stands in a status from which the next one may be reached.
     *
     * @param reasons by order; an empty text for none
     * @return the orders that were moved
     */
    Mono<Set<OrderId>> move(OrderStatus next, Map<OrderId, String> reasons, Instant now);

    Mono<Map<OrderId, OrderStatus>> statuses(Collection<OrderId> ids);

    /** Whosever it is. Empty when there is no such order. */
    Mono<Order> byId(OrderId id);

    /** Locks the orders in id order until the end of the transaction. */
    Mono<List<Order>> lock(Set<OrderId> ids);

    /**
     * Writes what refunds made of the orders: how much is refunded, and the status.
     *
     * @return the orders that were written: all those whose refunded amount does not shrink
     */
    Mono<Set<OrderId>> saveRefunds(List<Order> orders, Instant now);

    Mono<Void> requestCancel(OrderId id, Instant now);
}
