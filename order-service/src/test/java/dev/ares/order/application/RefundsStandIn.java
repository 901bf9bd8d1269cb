package dev.ares.order.application;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import reactor.core.publisher.Mono;

import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.Refund;
import dev.ares.order.domain.RefundStatus;

/** Has nothing, and takes what it is given; a test overrides what it asks for. */
class RefundsStandIn implements Refunds {

    @Override
    public Mono<Keyed> findByKey(String by, String key) {
        return Mono.empty();
    }

    @Override
    public Mono<Boolean> insert(Refund refund, Asked asked, boolean started) {
        return Mono.just(true);
    }

    @Override
    public Mono<Map<OrderId, List<Refund>>> of(Set<OrderId> orders) {
        return Mono.just(Map.of());
    }

    @Override
    public Mono<Map<UUID, OrderId>> orders(Set<UUID> refunds) {
        return Mono.just(Map.of());
    }

    @Override
    public Mono<List<Refund>> start(Set<OrderId> orders) {
        return Mono.just(List.of());
    }

    @Override
    public Mono<List<Refund>> end(RefundStatus status, Map<UUID, String> reasons, Instant now) {
        return Mono.just(List.of());
    }
}
