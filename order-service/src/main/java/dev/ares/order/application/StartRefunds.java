package dev.ares.order.application;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.Refund;
import dev.ares.order.domain.Returns;

/**
 * Starts the refunds that a checkout kept waiting: a refund begins when everything that it takes back is done. Called
 * within the transaction that completes the checkouts, whose locks keep everybody else from adding a refund meanwhile.
 */
public final class StartRefunds {

    private final Orders orders;
    private final Refunds refunds;
    private final Repayments repayments;
    private final Clock clock;

    public StartRefunds(Orders orders, Refunds refunds, Repayments repayments, Clock clock) {
        this.orders = orders;
        this.refunds = refunds;
        this.repayments = repayments;
        this.clock = clock;
    }

    /**
     * @param completed orders whose checkout has completed
     * @param cancelled those of them that their customers cancelled after the payment
     */
    public Mono<Void> after(Set<OrderId> completed, Set<OrderId> cancelled) {
        return refunds.start(completed).flatMap(waiting -> {
            if (waiting.isEmpty() && cancelled.isEmpty()) {
                return Mono.<Void>empty();
            }
            return orders.ended(completed).flatMap(found -> Flux.fromIterable(waiting)
                    .concatMap(refund -> repayments.start(order(found, refund.orderId()), refund))
                    .thenMany(Flux.fromIterable(cancelled))
                    .concatMap(id -> rest(order(found, id)))
                    .then());
        });
    }

    /**
     * Gives back what is left of a cancelled order whose checkout is complete and locked. Nothing when all of it is given
     * back or about to be, and nothing after {@value Refund#MOST_OF_CANCELS} refused attempts.
     */
    Mono<Void> rest(Order order) {
        return refunds.of(Set.of(order.id())).flatMap(found -> {
            List<Refund> earlier = found.getOrDefault(order.id(), List.of());
            Returns returns = new Returns(order, new ArrayList<>(earlier));
            long attempt = 1 + earlier.stream().filter(Refund::ofCancel).count();
            if (returns.rest().isEmpty() || attempt > Refund.MOST_OF_CANCELS) {
                return Mono.empty();
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            UUID id = Refund.idOfCancelled(order.id(), Math.toIntExact(attempt));
            Refund refund = returns.refund(id, returns.rest(), now);
            Refunds.Asked asked = new Refunds.Asked(order.userId(), null, new byte[0]);
            return refunds.insert(refund, asked, true)
                    .filter(inserted -> inserted)
                    .flatMap(inserted -> repayments.start(order, refund));
        });
    }

    private static Order order(Map<OrderId, Order> found, OrderId id) {
        Order order = found.get(id);
        if (order == null) {
            throw new IllegalStateException("order " + id + ": not ended (expected: paid, as its checkout completed)");
        }
        return order;
    }
}
