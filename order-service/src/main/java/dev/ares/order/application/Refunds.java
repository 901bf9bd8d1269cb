package dev.ares.order.application;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.Refund;
import dev.ares.order.domain.RefundStatus;

/** Port: the refunds there are. Writes join the caller's transaction. */
public interface Refunds {

    /**
     * Who asked for a refund.
     *
     * @param key null where the refund's own id says that it was asked for before
     * @param fingerprint of what was asked for
     */
    record Asked(String by, @Nullable String key, byte[] fingerprint) {}

    /** A refund with the fingerprint of its request. */
    record Keyed(Refund refund, byte[] fingerprint) {}

    /** Empty when nobody of this name used the key. */
    Mono<Keyed> findByKey(String by, String key);

    /**
     * False, and nothing written, when the id or the key is taken.
     *
     * @param started false when the order's checkout is not complete, whose completion then starts the refund
     */
    Mono<Boolean> insert(Refund refund, Asked asked, boolean started);

    /** All refunds of each order, by number; no entry for an order without. */
    Mono<Map<OrderId, List<Refund>>> of(Set<OrderId> orders);

    /** The order of each of the refunds; no entry for what is no refund's id. */
    Mono<Map<UUID, OrderId>> orders(Set<UUID> refunds);

    /** Marks those of the orders' refunds that are not started yet as started, and answers with them, by number. */
    Mono<List<Refund>> start(Set<OrderId> orders);

    /**
     * Ends pending refunds.
     *
     * @param reasons by refund; an empty text for none
     * @return those that were pending
     */
    Mono<List<Refund>> end(RefundStatus status, Map<UUID, String> reasons, Instant now);
}
