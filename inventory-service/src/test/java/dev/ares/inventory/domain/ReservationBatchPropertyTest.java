package dev.ares.inventory.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.ares.inventory.domain.ReservationAnswer.Refused;
import dev.ares.inventory.domain.ReservationCommand.Commit;
import dev.ares.inventory.domain.ReservationCommand.Release;
import dev.ares.inventory.domain.ReservationCommand.Reserve;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever arrives, in whatever order, as often as it likes and however it is cut into batches: nothing is oversold and
 * the stock equation holds ({@link Shelf} checks it after every batch).
 */
class ReservationBatchPropertyTest {

    private static final List<Sku> SKUS = List.of(new Sku("a"), new Sku("b"), new Sku("c"));

    /** An order, and how the saga ends it: with a commit where it was reserved, or with a release. */
    record Plan(Reserve reserve, boolean commits, int repeats) {}

    @Property
    void holdsTheStockEquationUnderDuplicatesAndReordering(
            @ForAll("plans") List<Plan> plans, @ForAll("stock") List<Long> stock, @ForAll long seed) {
        Random random = new Random(seed);
        Shelf shelf = shelf(stock);

        send(shelf, shuffled(firstCommands(plans), random), random);
        send(shelf, shuffled(commitsOfReserved(plans, shelf), random), random);
        send(shelf, shuffled(repeats(plans), random), random);

        for (Plan plan : plans) {
            mustHaveEnded(plan, shelf);
        }
    }

    @Property
    void decidesABatchAsIfItsCommandsHadComeAlone(
            @ForAll("plans") List<Plan> plans, @ForAll("stock") List<Long> stock, @ForAll long seed) {
        List<ReservationCommand> commands = shuffled(firstCommands(plans), new Random(seed));
        Shelf together = shelf(stock);
        Shelf alone = shelf(stock);

        together.apply(commands);
        commands.forEach(command -> alone.apply(List.of(command)));

        assertThat(together.reservations()).isEqualTo(alone.reservations());
        assertThat(together.answers()).isEqualTo(alone.answers());
        assertThat(together.levels().values())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("version")
                .containsExactlyInAnyOrderElementsOf(alone.levels().values());
    }

    /** A confirmed order is never told no, and an order that was told no for stock holds none. */
    private static void mustHaveEnded(Plan plan, Shelf shelf) {
        UUID order = plan.reserve().orderId();
        Reservation.Status status = shelf.reservation(order).status();
        if (plan.commits()) {
            assertThat(status).isIn(Reservation.Status.COMMITTED, Reservation.Status.REFUSED);
        } else {
            assertThat(status).isIn(Reservation.Status.RELEASED, Reservation.Status.REFUSED);
        }
        boolean refused = shelf.answers(order).stream().anyMatch(Refused.class::isInstance);
        if (status == Reservation.Status.COMMITTED) {
            assertThat(refused).isFalse();
        }
    }

    private static List<ReservationCommand> firstCommands(List<Plan> plans) {
        List<ReservationCommand> commands = new ArrayList<>();
        for (Plan plan : plans) {
            commands.addAll(Collections.nCopies(plan.repeats(), plan.reserve()));
            if (!plan.commits()) {
                commands.addAll(Collections.nCopies(
                        plan.repeats(), new Release(plan.reserve().orderId())));
            }
        }
        return commands;
    }

    private static List<ReservationCommand> commitsOfReserved(List<Plan> plans, Shelf shelf) {
        List<ReservationCommand> commands = new ArrayList<>();
        for (Plan plan : plans) {
            UUID order = plan.reserve().orderId();
            if (plan.commits() && shelf.reservation(order).isOpen()) {
                commands.addAll(Collections.nCopies(plan.repeats(), new Commit(order)));
            }
        }
        return commands;
    }

    private static List<ReservationCommand> repeats(List<Plan> plans) {
        return plans.stream().<ReservationCommand>map(Plan::reserve).toList();
    }

    private static List<ReservationCommand> shuffled(List<ReservationCommand> commands, Random random) {
        List<ReservationCommand> shuffled = new ArrayList<>(commands);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static void send(Shelf shelf, List<ReservationCommand> commands, Random random) {
        int from = 0;
        while (from < commands.size()) {
            int to = Math.min(commands.size(), from + 1 + random.nextInt(5));
            shelf.apply(commands.subList(from, to));
            from = to;
        }
    }

    private static Shelf shelf(List<Long> stock) {
        return new Shelf(IntStream.range(0, SKUS.size())
                .mapToObj(i -> StockLevel.initial(SKUS.get(i), stock.get(i)))
                .toList());
    }

    @Provide
    Arbitrary<List<Long>> stock() {
        return Arbitraries.longs().between(0, 12).list().ofSize(SKUS.size());
    }

    @Provide
    Arbitrary<List<Plan>> plans() {
        Arbitrary<Line> line = Combinators.combine(
                        Arbitraries.of(SKUS), Arbitraries.longs().between(1, 4))
                .as(Line::new);
        Arbitrary<List<Line>> lines =
                line.list().uniqueElements(Line::sku).ofMinSize(1).ofMaxSize(3);
        Arbitrary<UUID> order = Arbitraries.longs().greaterOrEqual(0).map(low -> new UUID(0, low));
        Arbitrary<Plan> plan = Combinators.combine(
                        Combinators.combine(order, lines, Arbitraries.of(StockPolicy.class))
                                .as((id, wanted, policy) -> new Reserve(id, wanted, policy)),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 3))
                .as(Plan::new);
        return plan.list()
                .uniqueElements(each -> each.reserve().orderId())
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
