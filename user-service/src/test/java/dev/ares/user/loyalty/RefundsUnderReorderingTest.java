package dev.ares.user.loyalty;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ares.user.loyalty.OrderPoints.Status;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

/** Refunds of settled orders in any order, twice, in batches of any size: the end is the same, and the books are right. */
class RefundsUnderReorderingTest {

    private static final UUID ADA = new UUID(1, 1);
    private static final long BALANCE = 20;
    private static final long SEED = 20_261_122;
    private static final int SCRIPTS = 200;

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

    /** What the book is not told of the refunds that came before. */
    private enum Mutant {
        NONE,
        /** Those that come again: each is decided as if it came for the first time. */
        FORGETS_NATURAL_KEYS,
        /** The order's others: each is decided as if it were the only one. */
        FORGETS_EARLIER_REFUNDS
    }

    /** By the names of the invariant checker. */
    private enum Promise {
        /** No refund takes back less than nothing; the account owes no more than was taken back, and is right at the end. */
        POINTS,
        /** A refund is stored once, and answered as before when it comes again. */
        ONCE
    }

    @Property(tries = 500)
    void endTheSameInAnyOrder(@ForAll("sales") List<Sale> sales, @ForAll Random random) {
        assertThat(broken(Mutant.NONE, sales, random)).isEmpty();
    }

    /** Sales and orders of arrival are the same for all mutants, and for the code as it is. */
    @ParameterizedTest
    @CsvSource({"NONE,", "FORGETS_NATURAL_KEYS, ONCE", "FORGETS_EARLIER_REFUNDS, POINTS"})
    void eachMutantBreaksItsPromise(Mutant mutant, @Nullable Promise promise) {
        Set<Promise> broken = EnumSet.noneOf(Promise.class);
        for (int script = 0; script < SCRIPTS; script++) {
            Random random = new Random(SEED + script);
            broken.addAll(broken(mutant, sales(random), random).keySet());
        }

        if (promise == null) {
            assertThat(broken).isEmpty();
        } else {
            assertThat(broken).contains(promise);
        }
    }

    /** Each promise that was broken, with what was found. */
    private static Map<Promise, String> broken(Mutant mutant, List<Sale> sales, Random random) {
        List<Refund> messages = new ArrayList<>();
        Collections.nCopies(2, sales).forEach(some -> some.forEach(sale -> messages.addAll(sale.messages())));
        Collections.shuffle(messages, random);
        Map<Promise, String> broken = new EnumMap<>(Promise.class);
        Map<UUID, RefundedPoints> stored = new HashMap<>();
        PointsAccount account = new PointsAccount(ADA, BALANCE, 0);

        for (int from = 0, to; from < messages.size(); from = to) {
            to = Math.min(messages.size(), from + 1 + random.nextInt(4));
            account = deliver(mutant, messages.subList(from, to), account, sales, stored, broken);
            if (account.balance() < -account.takenBack()) {
                broken.put(Promise.POINTS, account + " (expected: a debt by taking back only)");
            }
        }

        long returned = sales.stream().mapToLong(sale -> sale.sum(1)).sum();
        long takenBack =
                sales.stream().mapToLong(RefundsUnderReorderingTest::takenBack).sum();
        PointsAccount expected = new PointsAccount(ADA, BALANCE + returned - takenBack, 0, takenBack);
        if (!account.equals(expected)) {
            broken.put(Promise.POINTS, account + " (expected: " + expected + ")");
        }
        return broken;
    }

    private static PointsAccount deliver(
            Mutant mutant,
            List<Refund> batch,
            PointsAccount account,
            List<Sale> sales,
            Map<UUID, RefundedPoints> stored,
            Map<Promise, String> broken) {
        PointsBook points = new PointsBook(
                List.of(account), sales.stream().map(Sale::settled).toList());
        RefundBook book = new RefundBook(points, told(mutant, batch, stored));
        batch.forEach(refund -> {
            RefundedPoints answer = book.refund(refund);
            RefundedPoints before = stored.getOrDefault(refund.refundId(), answer);
            if (answer.takenBack() < 0) {
                broken.put(Promise.POINTS, answer + " (expected: nothing taken back below 0)");
            }
            if (!before.equals(answer)) {
                broken.put(Promise.ONCE, answer + " (expected: " + before + ", as before)");
            }
        });
        book.added().forEach(added -> {
            RefundedPoints before = stored.put(added.refundId(), added);
            if (before != null) {
                broken.put(Promise.ONCE, added + " (expected: not stored beside " + before + ")");
            }
        });
        return points.accounts().iterator().next();
    }

    private static Collection<RefundedPoints> told(
            Mutant mutant, List<Refund> batch, Map<UUID, RefundedPoints> stored) {
        if (mutant == Mutant.NONE) {
            return stored.values();
        }
        Set<UUID> ids = batch.stream().map(Refund::refundId).collect(toSet());
        return stored.values().stream()
                .filter(refund -> ids.contains(refund.refundId()) == (mutant == Mutant.FORGETS_EARLIER_REFUNDS))
                .toList();
    }

    private static long takenBack(Sale sale) {
        return sale.total() / 100 - (sale.total() - sale.sum(0)) / 100;
    }

    private static List<Sale> sales(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(6))
                .mapToObj(i -> sale(
                        new UUID(0, i),
                        IntStream.range(0, random.nextInt(6))
                                .mapToObj(refund -> new long[] {random.nextInt(1501), random.nextInt(31)})
                                .toList(),
                        random.nextInt(251)))
                .toList();
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
