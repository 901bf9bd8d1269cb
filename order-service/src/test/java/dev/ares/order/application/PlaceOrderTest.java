package dev.ares.order.application;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import dev.ares.order.application.PlaceOrder.Result;
import dev.ares.order.domain.Money;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderRejection;
import dev.ares.order.domain.OrderRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a repeated key is answered, whatever has become of prices since. */
class PlaceOrderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final OrderRequest MUG = request("mug", 1000);

    private final Map<OrderKey, Orders.Keyed> stored = new HashMap<>();
    private Mono<Map<String, Money>> prices = Mono.just(Map.of("mug", new Money(1000, "EUR")));
    private final PlaceOrder placeOrder = new PlaceOrder(
            new OrdersStandIn() {
                @Override
                public Mono<Map<OrderKey, Keyed>> findByKeys(Set<OrderKey> keys) {
                    Map<OrderKey, Keyed> found = new HashMap<>(stored);
                    found.keySet().retainAll(keys);
                    return Mono.just(found);
                }
            },
            skus -> prices,
            userId -> Mono.just(Optional.empty()),
            this::write,
            Clock.systemUTC(),
            new SecureRandom());

    @Test
    void aRepeatedKeyIsAnsweredWithItsOrder() {
        Order first = placedNew();

        assertThat(place(MUG)).isEqualTo(new Result.Accepted(first, false));
    }

    @Test
    void aRepeatedKeyIsAnsweredWhilePricesAreAway() {
        Order first = placedNew();

        prices = Mono.error(new Prices.Unavailable(new IllegalStateException("away")));

        assertThat(place(MUG)).isEqualTo(new Result.Accepted(first, false));
        assertThatThrownBy(() -> placeOrder.place("ann", "another key", MUG).block(PATIENCE))
                .isInstanceOf(Prices.Unavailable.class);
    }

    @Test
    void aRepeatedKeyIsAnsweredWhenThePriceHasChanged() {
        Order first = placedNew();

        prices = Mono.just(Map.of("mug", new Money(2000, "EUR")));

        assertThat(place(MUG)).isEqualTo(new Result.Accepted(first, false));
        assertThat(placeOrder.place("ann", "another key", MUG).block(PATIENCE))
                .isEqualTo(new Result.Rejected(new OrderRejection.PriceChanged(new Money(2000, "EUR"))));
    }

    @Test
    void aRepeatedKeyIsAnsweredWhenNobodySellsTheProductAnyMore() {
        Order first = placedNew();

        prices = Mono.just(Map.of());

        assertThat(place(MUG)).isEqualTo(new Result.Accepted(first, false));
    }

    @Test
    void aKeyWithOtherContentIsRefusedEvenWhereThatCouldNotBeOrderedAtAll() {
        place(MUG);

        assertThat(place(request("mug", 999))).isInstanceOf(Result.KeyReused.class);
        assertThat(place(request("nobody sells it", 1000))).isInstanceOf(Result.KeyReused.class);
    }

    private Order placedNew() {
        var accepted = (Result.Accepted) place(MUG);
        assertThat(accepted.isNew()).isTrue();
        return accepted.order();
    }

    private Result place(OrderRequest request) {
        return placeOrder.place("ann", "key", request).blockOptional(PATIENCE).orElseThrow();
    }

    private Mono<Boolean> write(NewOrder placed) {
        var keyed = new Orders.Keyed(placed.order(), placed.fingerprint());
        return Mono.fromSupplier(() -> stored.putIfAbsent(placed.orderKey(), keyed) == null);
    }

    private static OrderRequest request(String sku, long expectedTotal) {
        return new OrderRequest(
                List.of(new OrderRequest.Item(sku, 1)), "pm_card_visa", 0, new Money(expectedTotal, "EUR"));
    }
}
