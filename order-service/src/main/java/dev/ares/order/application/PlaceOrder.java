package dev.ares.order.application;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.OrderRejection;
import dev.ares.order.domain.OrderRequest;
import dev.ares.order.domain.Placement;

/**
 * Places an order, once per customer and key, however often and however parallel it is asked to.
 *
 * <p>The order, its saga and the saga's first command are written in one transaction; what decides between parallel
 * requests of one key is the unique index that the insert meets. Whoever loses answers with the winner's order.
 */
public final class PlaceOrder {

    /** How it ended. */
    public sealed interface Result {

        /** The order stands: this request made it, or an earlier one with the same key and content. */
        record Accepted(Order order) implements Result {}

        /** The key belongs to an order of other content. */
        record KeyReused() implements Result {}

        record Rejected(OrderRejection rejection) implements Result {}
    }

    private final Orders orders;
    private final Prices prices;
    private final CustomerProfiles profiles;
    private final Checkouts checkouts;
    private final TransactionalOperator transaction;
    private final Turns turns;
    private final Clock clock;
    private final RandomGenerator random;

    public PlaceOrder(
            Orders orders,
            Prices prices,
            CustomerProfiles profiles,
            Checkouts checkouts,
            TransactionalOperator transaction,
            Turns turns,
            Clock clock,
            RandomGenerator random) {
        this.orders = orders;
        this.prices = prices;
        this.profiles = profiles;
        this.checkouts = checkouts;
        this.transaction = transaction;
        this.turns = turns;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @return {@link Prices.Unavailable} when the order cannot be priced at the moment, {@link Turns.Busy} when too many
     *     are being placed; nothing is written then
     */
    public Mono<Result> place(String userId, String key, OrderRequest request) {
        byte[] fingerprint = request.fingerprint();
        return earlier(userId, key, fingerprint)
                .switchIfEmpty(Mono.defer(() -> placeNew(userId, key, request, fingerprint)));
    }

    private Mono<Result> earlier(String userId, String key, byte[] fingerprint) {
        return turns.take(orders.findByKey(userId, key))
                .map(keyed -> MessageDigest.isEqual(keyed.fingerprint(), fingerprint)
                        ? new Result.Accepted(keyed.order())
                        : new Result.KeyReused());
    }

    /** The profile is asked for beside the prices, and bounds its own waiting: it never delays an order noticeably. */
    private Mono<Result> placeNew(String userId, String key, OrderRequest request, byte[] fingerprint) {
        return Mono.zip(prices.of(request.skus()), profiles.email(userId), (quoted, email) -> {
                    Placement placement = price(userId, request, quoted);
                    return placement instanceof Placement.Placed placed
                            ? write(placed.order(), key, request, fingerprint, email)
                            : Mono.<Result>just(new Result.Rejected((OrderRejection) placement));
                })
                .flatMap(result -> result);
    }

    private Placement price(String userId, OrderRequest request, Map<String, Money> quoted) {
        // To the microsecond, as the database keeps it: the first answer reads as all later ones will.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return request.at(quoted, OrderId.next(now, random), userId, now);
    }

    private Mono<Result> write(
            Order order, String key, OrderRequest request, byte[] fingerprint, Optional<String> email) {
        Mono<Result> written = orders.insert(order, key, fingerprint)
                .filter(inserted -> inserted)
                .flatMap(inserted -> checkouts
                        .start(order, request.paymentMethod(), email)
                        .thenReturn((Result) new Result.Accepted(order)))
                .as(transaction::transactional);
        return turns.take(written).switchIfEmpty(Mono.defer(() -> earlier(order.userId(), key, fingerprint)));
    }
}
