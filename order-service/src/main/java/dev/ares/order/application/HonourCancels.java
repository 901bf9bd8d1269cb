package dev.ares.order.application;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;

/**
 * A cancelled order gives back what no refund has taken yet, so lines of a refund that is refused afterwards would stay
 * behind: they are given back by a refund of the cancel's own. Where it was the cancel's refund that the provider refused,
 * nothing is tried again until the customer cancels again, so each refused refund leads to one more at most.
 */
public final class HonourCancels {

    private final Orders orders;
    private final Refunds refunds;
    private final Checkouts checkouts;
    private final StartRefunds start;

    public HonourCancels(Orders orders, Refunds refunds, Checkouts checkouts, StartRefunds start) {
        this.orders = orders;
        this.refunds = refunds;
        this.checkouts = checkouts;
        this.start = start;
    }

    /**
     * Within the transaction that refuses the refunds, and before it locks any order: whoever writes both a checkout and
     * its order locks them in this sequence. Fails when an order has no checkout: to pass it over would be to forget its
     * cancel.
     *
     * @param ids of the orders
     * @param refused the refunds that are refused in this transaction
     */
    Mono<Void> after(Set<OrderId> ids, Set<UUID> refused) {
        List<OrderId> inLockingOrder =
                ids.stream().sorted(Comparator.comparing(OrderId::toString)).toList();
        // Under these locks no cancel comes, and no refund is added, that does not know of the refusal or is not seen
        // here.
        return Flux.fromIterable(inLockingOrder)
                .concatMap(id -> checkouts
                        .hold(id)
                        .switchIfEmpty(Mono.error(() -> new IllegalStateException(
                                "order %s: no checkout (expected: the one that its refund came after)".formatted(id))))
                        .filter(complete -> complete)
                        .map(complete -> id))
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(id -> orders.byId(id).filter(Order::cancelRequested))
                .concatMap(order -> rest(order, refused))
                .then();
    }

    private Mono<Void> rest(Order order, Set<UUID> refused) {
        return refunds.of(Set.of(order.id()))
                .flatMapIterable(found -> found.getOrDefault(order.id(), List.of()))
                .filter(refund -> refused.contains(refund.id()))
                .any(refund -> !refund.ofCancel())
                .filter(another -> another)
                .flatMap(another -> start.rest(order));
    }
}
