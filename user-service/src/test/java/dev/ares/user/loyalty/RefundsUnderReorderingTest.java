package dev.ares.user.loyalty;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.ares.user.loyalty.OrderPoints.Status;

import static org.assertj.core.api.Assertions.assertThat;

/** Refunds of settled orders in any order, twice, in batches of any size: the end is the same, and the books are right. */
class RefundsUnderReorderingTest {

    private static final UUID ADA = new UUID(1, 1);
    private static final long BALANCE = 20;

    /** @param refunds cash and points of each */
    record Sale(UUID id, long total, long redeemed, List<long[]> refunds) {

        OrderPoints settled() {
            return new OrderPoints(id, ADA, Status.SETTLED, redeemed, Award.of(total, "EUR"));
        }

        List<Refund> messages() {
            return IntStream.range(0, refunds.size())
                    .mapToObj(i -> new Refund(
                            new UUID(id.getLeastSignificantBits(), i),
                            id,
                            ADA,
                            refunds.get(i)[0],
                            refunds.get(i)[1],
                            total,
                            "EUR"))
                    .toList();
        }

        long sum(int column) {
            return refunds.stream().mapToLong(each -> each[column]).sum();
        }
    }

    @Property(tries = 500)
    void endTheSameInAnyOrder(@ForAll("sales") List<Sale> sales, @ForAll Random random) {
        List<Refund> messages = new ArrayList<>();
        Collections.nCopies(2, sales).forEach(some -> some.forEach(sale -> messages.addAll(sale.messages())));
        Collections.shuffle(messages, random);
        Map<UUID, RefundedPoints> stored = new HashMap<>();
        PointsAccount account = new PointsAccount(ADA, BALANCE, 0);

        for (int from = 0, to; from < messages.size(); from = to) {
            to = Math.min(messages.size(), from + 1 + random.nextInt(4));
            account = deliver(messages.subList(from, to), account, sales, stored);
            assertThat(account.balance()).isGreaterThanOrEqualTo(-account.takenBack());
        }

        long returned = sales.stream().mapToLong(sale -> sale.sum(1)).sum();
        long takenBack =
                sales.stream().mapToLong(RefundsUnderReorderingTest::takenBack).sum();
        assertThat(account).isEqualTo(new PointsAccount(ADA, BALANCE + returned - takenBack, 0, takenBack));
    }

    private static PointsAccount deliver(
            List<Refund> batch, PointsAccount account, List<Sale> sales, Map<UUID, RefundedPoints> stored) {
        PointsBook points = new PointsBook(
                List.of(account), sales.stream().map(Sale::settled).toList());
        RefundBook book = new RefundBook(points, stored.values());
        batch.forEach(refund -> {
            RefundedPoints answer = book.refund(refund);
            assertThat(answer.takenBack()).isNotNegative();
            assertThat(stored.getOrDefault(refund.refundId(), answer)).isEqualTo(answer);
        });
        book.added().forEach(added -> assertThat(stored.put(added.refundId(), added))
                .isNull());
        return points.accounts().iterator().next();
    }

    private static long takenBack(Sale sale) {
        return sale.total() / 100 - (sale.total() - sale.sum(0)) / 100;
    }

    @Provide
    Arbitrary<List<Sale>> sales() {
        Arbitrary<UUID> id = Arbitraries.longs().between(0, 1_000_000).map(low -> new UUID(0, low));
        Arbitrary<List<long[]>> refunds = Combinators.combine(
                        Arbitraries.longs().between(0, 1500),
                        Arbitraries.longs().between(0, 30))
                .as((cash, points) -> new long[] {cash, points})
                .list()
                .ofMaxSize(5);
        Arbitrary<Long> kept = Arbitraries.longs().between(0, 250);
        return Combinators.combine(id, refunds, kept)
                .as(RefundsUnderReorderingTest::sale)
                .list()
                .uniqueElements(Sale::id)
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    /** @param kept what no refund gives back of cash, and of points */
    private static Sale sale(UUID id, List<long[]> refunds, long kept) {
        Sale refunded = new Sale(id, 0, 0, refunds);
        return new Sale(id, refunded.sum(0) + kept, refunded.sum(1) + kept, refunds);
    }
}
