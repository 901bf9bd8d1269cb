package dev.ares.inventory.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.ares.inventory.domain.ReservationCommand.Commit;
import dev.ares.inventory.domain.ReservationCommand.Reserve;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Returns of several orders, late, repeated, before the commit of what they return, and cut into batches of any size:
 * nothing comes back twice, and the stock equation holds ({@link Shelf} checks it after every batch).
 */
class ReturnBatchPropertyTest {

    private static final Sku MUG = new Sku("mug");

    /** @param returned piece by piece, each a refund of its own; more than were bought may be asked for */
    record Sale(UUID order, long bought, List<Long> returned) {

        List<StockReturn> refunds() {
            return LongStream.range(0, returned.size())
                    .mapToObj(i -> new StockReturn(
                            new UUID(order.getLeastSignificantBits(), i),
                            order,
                            List.of(new Line(MUG, returned.get((int) i)))))
                    .toList();
        }
    }

    @Property
    void bringsBackOnceAndNeverMoreThanWasSold(@ForAll("sales") List<Sale> sales, @ForAll Random random) {
        Shelf shelf = new Shelf(List.of(StockLevel.initial(MUG, 1000)));
        sales.forEach(sale -> shelf.apply(List.of(new Reserve(sale.order(), List.of(new Line(MUG, sale.bought()))))));
        List<Object> onTheWay = new ArrayList<>();
        for (Sale sale : sales) {
            onTheWay.add(new Commit(sale.order()));
            onTheWay.addAll(sale.refunds());
            onTheWay.addAll(sale.refunds());
        }
        Collections.shuffle(onTheWay, random);

        onTheWay.forEach(message -> deliver(message, shelf));
        sales.forEach(sale -> Collections.nCopies(2, sale.refunds()).forEach(refunds -> sendAll(refunds, shelf)));

        for (Sale sale : sales) {
            assertThat(shelf.reservation(sale.order()).isSold()).isTrue();
        }
        assertThat(shelf.returned(MUG))
                .isBetween(
                        sales.stream().mapToLong(ReturnBatchPropertyTest::least).sum(),
                        sales.stream()
                                .mapToLong(sale -> Math.min(sale.bought(), all(sale)))
                                .sum());
    }

    @Property
    void decidesABatchAsIfItsReturnsHadComeAlone(@ForAll("modestSales") List<Sale> sales, @ForAll Random random) {
        List<StockReturn> refunds = new ArrayList<>();
        Collections.nCopies(2, sales).forEach(some -> some.forEach(sale -> refunds.addAll(sale.refunds())));
        Collections.shuffle(refunds, random);
        Shelf together = sold(sales);
        Shelf alone = sold(sales);

        together.takeBack(refunds);
        refunds.forEach(refund -> alone.takeBack(List.of(refund)));

        assertThat(together.levels().get(MUG))
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(alone.levels().get(MUG));
        assertThat(together.returned(MUG))
                .isEqualTo(
                        sales.stream().mapToLong(ReturnBatchPropertyTest::all).sum());
    }

    /** A record at fault changes nothing, and the saga sends it again. */
    private static void deliver(Object message, Shelf shelf) {
        if (message instanceof Commit commit) {
            shelf.apply(List.of(commit));
        } else {
            sendAll(List.of((StockReturn) message), shelf);
        }
    }

    private static void sendAll(List<StockReturn> refunds, Shelf shelf) {
        for (StockReturn refund : refunds) {
            try {
                shelf.takeBack(List.of(refund));
            } catch (ReturnFault fault) {
                assertThat(fault).hasMessageContaining(refund.refundId().toString());
            }
        }
    }

    private static Shelf sold(List<Sale> sales) {
        Shelf shelf = new Shelf(List.of(StockLevel.initial(MUG, 1000)));
        for (Sale sale : sales) {
            shelf.apply(List.of(new Reserve(sale.order(), List.of(new Line(MUG, sale.bought())))));
            shelf.apply(List.of(new Commit(sale.order())));
        }
        return shelf;
    }

    private static long all(Sale sale) {
        return sale.returned().stream().mapToLong(Long::longValue).sum();
    }

    /** Where more is asked for than was bought, it depends on the order of arrival how much of it fits. */
    private static long least(Sale sale) {
        return all(sale) <= sale.bought() ? all(sale) : 0;
    }

    @Provide
    Arbitrary<List<Sale>> sales() {
        return sales(Arbitraries.longs().between(1, 8));
    }

    @Provide
    Arbitrary<List<Sale>> modestSales() {
        return sales(Arbitraries.just(12L));
    }

    private static Arbitrary<List<Sale>> sales(Arbitrary<Long> bought) {
        Arbitrary<UUID> order = Arbitraries.longs().between(0, 1_000_000).map(low -> new UUID(0, low));
        Arbitrary<List<Long>> returned =
                Arbitraries.longs().between(1, 3).list().ofMaxSize(4);
        return Combinators.combine(order, bought, returned)
                .as(Sale::new)
                .list()
                .uniqueElements(Sale::order)
                .ofMinSize(1)
                .ofMaxSize(8);
    }
}
