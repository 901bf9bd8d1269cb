package dev.ares.benchmarks.reservation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import dev.ares.benchmarks.reservation.ClosedLoop.Answers;
import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.ReservationCommand.Reserve;
import dev.ares.inventory.domain.Sku;

/** Does one trial after the other; each begins with emptied tables, and ends with a look at the stock. */
final class Trials {

    /** More than can be reserved in any trial. */
    private static final long PLENTY = 100_000_000;

    private final Warehouse warehouse;
    private final int callers;

    Trials(Warehouse warehouse, int callers) {
        this.warehouse = warehouse;
        this.callers = callers;
    }

    /** Each order is for one piece of one product, each as likely, and the same chance for all ways. */
    Trial run(Way way, int products, Duration time) throws Exception {
        List<Sku> skus = warehouse.stock(products, PLENTY);
        try (Reserver reserver = way.open(warehouse)) {
            Counters before = warehouse.counters();
            long end = System.nanoTime() + time.toNanos();
            Answers answers = ClosedLoop.run(reserver, orders(skus, () -> System.nanoTime() < end), callers);
            Counters done = warehouse.counters().since(before);
            return trial(answers, done, faults(way, answers, answers.answered()));
        }
    }

    private static Trial trial(Answers answers, Counters done, List<String> faults) {
        // That the connections were asked what they had done is not the reservations'.
        double commits = done.commits() - Warehouse.CONNECTIONS;
        return new Trial(
                answers.perSecond(),
                answers.millis(50),
                answers.millis(99),
                commits / answers.answered(),
                (double) done.walSyncs() / answers.answered(),
                answers.answered(),
                faults);
    }

    /** Twice as many orders as there are pieces of one product: half of them get one, and the shelf is empty then. */
    List<String> sellOut(Way way, int pieces) throws Exception {
        List<Sku> skus = warehouse.stock(1, pieces);
        try (Reserver reserver = way.open(warehouse)) {
            var left = new Countdown(2 * pieces);
            Answers answers = ClosedLoop.run(reserver, orders(skus, left::next), callers);
            List<String> faults = faults(way, answers, pieces);
            return faults.stream().map(fault -> "sold out, " + fault).toList();
        }
    }

    private List<String> faults(Way way, Answers answers, long expected) throws Exception {
        List<String> faults = new ArrayList<>();
        if (answers.failed() > 0) {
            faults.add("orders without an answer: %d (expected: 0)".formatted(answers.failed()));
        }
        faults.addAll(warehouse.books().faults(expected, way.tells()));
        return faults;
    }

    private static Orders orders(List<Sku> skus, BooleanSupplier more) {
        var dice = new SplittableRandom(5);
        return () -> {
            synchronized (dice) {
                return more.getAsBoolean() ? order(skus.get(dice.nextInt(skus.size()))) : null;
            }
        };
    }

    private static Reserve order(Sku sku) {
        return new Reserve(UUID.randomUUID(), List.of(new Line(sku, 1)));
    }

    /** Asked under the lock of the orders. */
    private static final class Countdown {

        private int left;

        Countdown(int left) {
            this.left = left;
        }

        boolean next() {
            return left-- > 0;
        }
    }
}
