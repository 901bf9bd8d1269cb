package dev.ares.order.application;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.random.RandomGenerator;

import reactor.core.publisher.Mono;

import dev.ares.order.application.Orders.Keyed;
import dev.ares.order.domain.Money;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.OrderRejection;
import dev.ares.order.domain.OrderRequest;
import dev.ares.order.domain.Placement;

/**
 * Places an order, once per customer and key, however often and however parallel it is asked to.
 *
 * <p>Orders that come together are written together ({@link NewOrders}); what decides between parallel requests of one key
 * is the unique index that the insert meets. Whoever loses answers with the winner's order.
 */
public final class PlaceOrder {

    /** How it ended. */
    public sealed interface Result {

        /**
         * The order stands.
         *
         * @param isNew whether this request made it, and not an earlier one with the same key and content
         */
        record Accepted(Order order, boolean isNew) implements Result {}

        /** The key belongs to an order of other content. */
        record KeyReused() implements Result {}

        record Rejected(OrderRejection rejection) implements Result {}
    }

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(12);

    private final Prices prices;
    private final CustomerProfiles profiles;
    private final NewOrders newOrders;
    private final SharedLooks<OrderKey, Keyed> earlier;
    private final Clock clock;
    private final RandomGenerator random;

    public PlaceOrder(
            Orders orders,
            Prices prices,
            CustomerProfiles profiles,
            NewOrders newOrders,
            Clock clock,
            RandomGenerator random) {
        this.prices = prices;
        this.profiles = profiles;
        this.newOrders = newOrders;
        this.earlier = new SharedLooks<>(orders::findByKeys, LONGEST_LOOK);
        this.clock = clock;
        this.random = random;
    }

    /**
     * @return {@link Prices.Unavailable} when the order cannot be priced at the moment, {@link NewOrders.Busy} when too
     *     many are being placed; nothing is written then
     */
    public Mono<Result> place(String userId, String key, OrderRequest request) {
        OrderKey orderKey = new OrderKey(userId, key);
        byte[] fingerprint = request.fingerprint();
        // Nearly all keys are new, so nobody asks whether one is before the insert itself finds out. What was accepted
        // under a key is the answer whatever has become of prices since.
        return placeNew(orderKey, request, fingerprint)
                .onErrorResume(Prices.Unavailable.class, unpriced -> earlier(orderKey, fingerprint)
                        .switchIfEmpty(Mono.error(unpriced)))
                .flatMap(result -> result instanceof Result.Rejected
                        ? earlier(orderKey, fingerprint).defaultIfEmpty(result)
                        : Mono.just(result));
    }

    private Mono<Result> earlier(OrderKey key, byte[] fingerprint) {
        return earlier.find(key)
                .map(keyed -> MessageDigest.isEqual(keyed.fingerprint(), fingerprint)
                        ? new Result.Accepted(keyed.order(), false)
                        : new Result.KeyReused());
    }

    /** The profile is asked for beside the prices, and bounds its own waiting: it never delays an order noticeably. */
    private Mono<Result> placeNew(OrderKey key, OrderRequest request, byte[] fingerprint) {
        return Mono.zip(prices.of(request.skus()), profiles.email(key.userId()), (quoted, email) -> {
                    Placement placement = price(key.userId(), request, quoted);
                    return placement instanceof Placement.Placed placed
                            ? write(new NewOrder(
                                    placed.order(), key.key(), fingerprint, request.paymentMethod(), email))
                            : Mono.<Result>just(new Result.Rejected((OrderRejection) placement));
                })
                .flatMap(result -> result);
    }

    private Placement price(String userId, OrderRequest request, Map<String, Money> quoted) {
        // To the microsecond, as the database keeps it: the first answer reads as all later ones will.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return request.at(quoted, OrderId.next(now, random), userId, now);
    }

    private Mono<Result> write(NewOrder placed) {
        return newOrders
                .write(placed)
                .flatMap(written -> written
                        ? Mono.just(new Result.Accepted(placed.order(), true))
                        : earlier(placed.orderKey(), placed.fingerprint()));
    }
}
