package dev.ares.user.loyalty;

import java.util.ArrayList;
import java.util.EnumSet;
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

import dev.ares.user.loyalty.PointsWorld.Checkout;
import dev.ares.user.loyalty.PointsWorld.Ending;
import dev.ares.user.loyalty.PointsWorld.Message;
import dev.ares.user.loyalty.PointsWorld.Mutant;
import dev.ares.user.loyalty.PointsWorld.Promise;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checkouts of two customers, whose messages come late, twice, after their compensation and in batches of any size:
 * the points stay right all the way.
 */
class PointsUnderReorderingTest {

    private static final long SEED = 20_261_122;
    private static final int SCRIPTS = 200;

    @Property(tries = 500)
    void pointsStayRight(@ForAll("checkouts") List<Checkout> checkouts, @ForAll Random schedule) {
        assertThat(broken(Mutant.NONE, checkouts, schedule)).isEmpty();
    }

    /** Checkouts and schedules are the same for all mutants, and for the code as it is. */
    @ParameterizedTest
    @CsvSource({"NONE,", "FORGETS_NATURAL_KEYS, ONCE", "FORGETS_TOMBSTONES, POINTS", "GIVES_BACK_TWICE, ONCE"})
    void eachMutantBreaksItsPromise(Mutant mutant, @Nullable Promise promise) {
        Set<Promise> broken = EnumSet.noneOf(Promise.class);
        for (int script = 0; script < SCRIPTS; script++) {
            Random random = new Random(SEED + script);
            broken.addAll(broken(mutant, checkouts(random), random).keySet());
        }

        if (promise == null) {
            assertThat(broken).isEmpty();
        } else {
            assertThat(broken).contains(promise);
        }
    }

    private static Map<Promise, String> broken(Mutant mutant, List<Checkout> checkouts, Random schedule) {
        PointsWorld world = new PointsWorld(mutant);
        List<Message> onTheWay = new ArrayList<>();
        checkouts.forEach(checkout -> onTheWay.addAll(checkout.firstMessages()));

        while (!onTheWay.isEmpty()) {
            List<Message> batch = new ArrayList<>();
            for (int size = 1 + schedule.nextInt(5); size > 0 && !onTheWay.isEmpty(); size--) {
                int next = schedule.nextInt(onTheWay.size());
                // Two of three are delivered for the last time; the others come again.
                batch.add(schedule.nextInt(3) > 0 ? onTheWay.remove(next) : onTheWay.get(next));
            }
            onTheWay.addAll(world.deliver(batch));
        }

        world.checkEnd(checkouts);
        return world.broken();
    }

    private static List<Checkout> checkouts(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(12))
                .mapToObj(i -> new Checkout(
                        new UUID(0, i),
                        PointsWorld.USERS.get(random.nextInt(2)),
                        random.nextInt(61),
                        Ending.values()[random.nextInt(3)]))
                .toList();
    }

    @Provide
    Arbitrary<List<Checkout>> checkouts() {
        return Combinators.combine(
                        Arbitraries.of(PointsWorld.USERS),
                        Arbitraries.longs().between(0, 60),
                        Arbitraries.of(Ending.values()))
                .as((user, points, ending) -> new Checkout(UUID.randomUUID(), user, points, ending))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
