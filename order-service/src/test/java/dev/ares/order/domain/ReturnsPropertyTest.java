package dev.ares.order.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** However an order is returned, piece by piece, with some refunds refused: nothing is given back twice or too much. */
class ReturnsPropertyTest {

    private static final Instant NOW = Instant.EPOCH;

    /** One refund: how many pieces of each line, as far as they are left, and what becomes of it. */
    record Step(int first, int second, int third, RefundStatus status) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> pieces = Arbitraries.integers().between(0, 4);
        return Combinators.combine(pieces, pieces, pieces, Arbitraries.of(RefundStatus.class))
                .as(Step::new)
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<Order> orders() {
        Arbitrary<Long> prices = Arbitraries.longs().between(1, 2000);
        return Combinators.combine(prices, prices, prices, Arbitraries.longs().between(0, 5000))
                .as(ReturnsPropertyTest::order);
    }

    @Property(tries = 5000)
    void returnsEndAtExactlyWhatWasPaid(@ForAll("orders") Order order, @ForAll("steps") List<Step> steps) {
        List<Refund> refunds = new ArrayList<>();
        for (Step step : steps) {
            List<ReturnedLine> lines = lines(order, new Returns(order, refunds), step);
            if (!lines.isEmpty()) {
                refunds.add(refund(order, refunds, lines, step.status()));
            }
        }
        List<ReturnedLine> rest = new Returns(order, refunds).rest();
        if (!rest.isEmpty()) {
            refunds.add(refund(order, refunds, rest, RefundStatus.SUCCEEDED));
        }

        assertThat(new Returns(order, refunds).rest()).isEmpty();
        assertThat(refunds).extracting(Refund::number).doesNotHaveDuplicates();
        List<Refund> counting = refunds.stream().filter(Refund::counts).toList();
        assertThat(counting.stream().mapToLong(one -> one.amount().amount()).sum())
                .isEqualTo(order.total().amount());
        assertThat(counting.stream().mapToLong(Refund::points).sum()).isEqualTo(order.redeemedPoints());
        boolean pending = counting.stream().anyMatch(one -> one.status() == RefundStatus.PENDING);
        assertThat(new Returns(order, refunds).booked().status())
                .isEqualTo(pending ? OrderStatus.CONFIRMED : OrderStatus.REFUNDED);
    }

    private static Refund refund(Order order, List<Refund> earlier, List<ReturnedLine> lines, RefundStatus status) {
        Returns returns = new Returns(order, earlier);
        assertThat(returns.rejects(lines)).isEmpty();
        Refund made = returns.refund(UUID.randomUUID(), lines, NOW);
        assertThat(made.amount().amount()).isNotNegative();
        assertThat(made.points()).isNotNegative();
        return new Refund(
                made.id(),
                made.orderId(),
                made.number(),
                status,
                status == RefundStatus.REFUSED ? "NO" : null,
                made.lines(),
                made.amount(),
                made.points(),
                NOW,
                NOW);
    }

    private static List<ReturnedLine> lines(Order order, Returns returns, Step step) {
        int[] wanted = {step.first(), step.second(), step.third()};
        List<ReturnedLine> lines = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            String sku = order.lines().get(i).sku();
            int left = returns.rest().stream()
                    .filter(line -> line.sku().equals(sku))
                    .mapToInt(ReturnedLine::quantity)
                    .sum();
            int taken = Math.min(left, wanted[i]);
            if (taken > 0) {
                lines.add(new ReturnedLine(sku, taken));
            }
        }
        return lines;
    }

    private static Order order(long first, long second, long third, long points) {
        List<OrderLine> lines = List.of(
                new OrderLine("a", 1, eur(first)),
                new OrderLine("b", 3, eur(second)),
                new OrderLine("c", 9, eur(third)));
        long gross = first + 3 * second + 9 * third;
        long redeemed = Math.min(points, gross - 1);
        return new Order(
                new OrderId(new UUID(0, 1)),
                "ann",
                OrderStatus.CONFIRMED,
                null,
                lines,
                eur(gross - redeemed),
                redeemed,
                eur(0),
                false,
                NOW,
                NOW);
    }

    private static Money eur(long amount) {
        return new Money(amount, "EUR");
    }
}
