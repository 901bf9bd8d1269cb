package dev.ares.order.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.ares.order.domain.OrderRequest.Item;

import static org.assertj.core.api.Assertions.assertThat;

class OrderRequestTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Map<String, Money> PRICES =
            Map.of("mug", eur(1250), "pen", eur(199), "bowl", new Money(3000, "JPY"));

    @Test
    void costsItsLinesLessThePoints() {
        Placement placement = place(request(100, null, new Item("mug", 2), new Item("pen", 3)));

        Order order = ((Placement.Placed) placement).order();
        assertThat(order.total()).isEqualTo(eur(2 * 1250 + 3 * 199 - 100));
        assertThat(order.refunded()).isEqualTo(eur(0));
        assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
        assertThat(order.lines())
                .containsExactly(new OrderLine("mug", 2, eur(1250)), new OrderLine("pen", 3, eur(199)));
    }

    @Test
    void isRefusedForASkuThatNobodySells() {
        assertThat(place(request(0, null, new Item("mug", 1), new Item("spoon", 1))))
                .isEqualTo(new OrderRejection.UnknownSku(1, "spoon"));
    }

    @Test
    void isRefusedForTwoCurrencies() {
        assertThat(place(request(0, null, new Item("mug", 1), new Item("bowl", 1))))
                .isEqualTo(new OrderRejection.MixedCurrencies(List.of("EUR", "JPY")));
    }

    @Test
    void isPaidInMoneyByAtLeastOneMinorUnit() {
        assertThat(place(request(1250, null, new Item("mug", 1)))).isEqualTo(new OrderRejection.TooManyPoints(1250));
        assertThat(place(request(1249, null, new Item("mug", 1)))).isInstanceOf(Placement.Placed.class);
    }

    @Test
    void isRefusedForAnotherPriceThanExpected() {
        assertThat(place(request(0, eur(1250), new Item("mug", 1)))).isInstanceOf(Placement.Placed.class);
        assertThat(place(request(0, eur(1200), new Item("mug", 1))))
                .isEqualTo(new OrderRejection.PriceChanged(eur(1250)));
        assertThat(place(request(0, new Money(1250, "USD"), new Item("mug", 1))))
                .isInstanceOf(OrderRejection.PriceChanged.class);
    }

    @Test
    void hasAFingerprintOfEverythingThatWasAskedFor() {
        byte[] fingerprint = request(1, eur(5), new Item("mug", 1)).fingerprint();

        assertThat(request(1, eur(5), new Item("mug", 1)).fingerprint()).isEqualTo(fingerprint);
        assertThat(List.of(
                        request(2, eur(5), new Item("mug", 1)),
                        request(1, eur(6), new Item("mug", 1)),
                        request(1, null, new Item("mug", 1)),
                        request(1, eur(5), new Item("mug", 2)),
                        request(1, eur(5), new Item("pen", 1)),
                        request(1, eur(5), new Item("mug", 1), new Item("pen", 1)),
                        new OrderRequest(List.of(new Item("mug", 1)), "pm_other", 1, eur(5))))
                .noneMatch(other -> java.util.Arrays.equals(other.fingerprint(), fingerprint));
    }

    private static Placement place(OrderRequest request) {
        return request.at(PRICES, OrderId.next(NOW, new Random(1)), "ann", NOW);
    }

    private static OrderRequest request(long points, @Nullable Money expected, Item... items) {
        return new OrderRequest(List.of(items), "pm_card_visa", points, expected);
    }

    private static Money eur(long amount) {
        return new Money(amount, "EUR");
    }
}
