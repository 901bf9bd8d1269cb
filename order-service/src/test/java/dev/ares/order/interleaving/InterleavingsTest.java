package dev.ares.order.interleaving;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.OrderLine;
import dev.ares.order.domain.OrderStatus;
import dev.ares.order.domain.Refund;
import dev.ares.order.domain.RefundStatus;
import dev.ares.order.domain.Returns;
import dev.ares.order.saga.CheckoutSaga;

import static org.assertj.core.api.Assertions.assertThat;

/** In whatever order commands, replies, losses, cancels and refunds meet: the books of all agree in the end. */
class InterleavingsTest {

    @Provide
    Arbitrary<Set<String>> refusals() {
        return Arbitraries.of(
                        CheckoutSaga.RESERVE_STOCK,
                        CheckoutSaga.HOLD_POINTS,
                        CheckoutSaga.PAY,
                        "refund 0",
                        "refund 1",
                        "refund 2")
                .set()
                .ofMaxSize(2);
    }

    @Provide
    Arbitrary<List<Integer>> choices() {
        return Arbitraries.integers().between(0, 12 * 40).list().ofMaxSize(100);
    }

    @Property(tries = 4000)
    void theBooksOfAllAgreeInTheEnd(
            @ForAll("refusals") Set<String> refusing,
            @ForAll("choices") List<Integer> choices,
            @ForAll boolean redeemsPoints) {
        Books books = new Books(refusing);
        RandomShop shop = new RandomShop(order(redeemsPoints ? 700 : 0), books);
        choices.forEach(shop::act);
        shop.calmDown();

        assertThat(shop.sagas.stored.values())
                .allMatch(saga -> saga.phase().isTerminal() && saga.contradicted() == null && saga.parked() == null);
        assertThat(shop.refunds.stored.values()).noneMatch(refund -> refund.status() == RefundStatus.PENDING);
        Order order = shop.order();
        if (order.status() == OrderStatus.CANCELLED) {
            assertThat(books.captured).isZero();
            assertThat(List.of(CheckoutSaga.RESERVE_STOCK, CheckoutSaga.HOLD_POINTS))
                    .noneMatch(books::has);
            assertThat(shop.refunds.stored).isEmpty();
        } else {
            moneyAndLinesAgree(shop, books, order);
        }
    }

    private static void moneyAndLinesAgree(RandomShop shop, Books books, Order order) {
        List<Refund> all = List.copyOf(shop.refunds.stored.values());
        List<Refund> succeeded = all.stream()
                .filter(refund -> refund.status() == RefundStatus.SUCCEEDED)
                .toList();
        long givenBack =
                books.givenBack.values().stream().mapToLong(amount -> amount).sum();

        assertThat(books.captured).isEqualTo(order.total().amount());
        assertThat(givenBack).isEqualTo(order.refunded().amount()).isLessThanOrEqualTo(books.captured);
        assertThat(books.told.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        succeeded.stream().map(Refund::id).toList());
        for (OrderLine line : order.lines()) {
            assertThat(books.returned(line.sku())).isLessThanOrEqualTo(line.quantity());
        }
        boolean wholly = new Returns(order, succeeded).rest().isEmpty();
        assertThat(order.status()).isEqualTo(wholly ? OrderStatus.REFUNDED : OrderStatus.CONFIRMED);
        if (wholly) {
            assertThat(order.refunded()).isEqualTo(order.total());
        }
        if (order.cancelRequested()) {
            assertThat(wholly || all.stream().anyMatch(refund -> refund.status() == RefundStatus.REFUSED))
                    .as("a cancelled order is given back, or the provider refused")
                    .isTrue();
        }
    }

    private static Order order(long points) {
        Money total = new Money(3 * 1250 + 2 * 199 - points, "EUR");
        return new Order(
                new OrderId(new UUID(0, 1)),
                "ann",
                OrderStatus.PENDING,
                null,
                List.of(
                        new OrderLine("mug", 3, new Money(1250, "EUR")),
                        new OrderLine("pen", 2, new Money(199, "EUR"))),
                total,
                points,
                Money.zero("EUR"),
                false,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
