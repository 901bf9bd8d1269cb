package dev.ares.order.interleaving;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ares.order.domain.Money;
import dev.ares.order.domain.Order;
import dev.ares.order.domain.OrderId;
import dev.ares.order.domain.OrderLine;
import dev.ares.order.domain.OrderStatus;
import dev.ares.order.saga.CheckoutSaga;

import static org.assertj.core.api.Assertions.assertThat;

/** In whatever order commands, replies, losses, cancels and refunds meet: the books of all agree in the end. */
class InterleavingsTest {

    private static final long SEED = 20_261_121;

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
        assertThat(violated(Mutant.NONE, refusing, choices, redeemsPoints)).isEmpty();
    }

    /** The scripts are the same for all mutants, and for the code as it is. */
    @ParameterizedTest
    @CsvSource({
        "NONE,",
        "DROPS_A_COMPENSATION, STOCK",
        "COMPENSATES_AFTER_THE_PIVOT, PAYMENT",
        "FORGETS_NATURAL_KEYS, ONCE",
        "FORGETS_TOMBSTONES, STOCK"
    })
    void eachMutantBreaksItsInvariant(Mutant mutant, @Nullable Invariant broken) {
        Random random = new Random(SEED);
        Set<Invariant> violated = EnumSet.noneOf(Invariant.class);
        for (int script = 0; script < 200; script++) {
            List<Integer> choices =
                    random.ints(random.nextInt(100), 0, 12 * 40).boxed().toList();
            violated.addAll(violated(mutant, Set.of(), choices, script % 2 == 0));
        }

        if (broken == null) {
            assertThat(violated).isEmpty();
        } else {
            assertThat(violated).contains(broken);
        }
    }

    private static Set<Invariant> violated(
            Mutant mutant, Set<String> refusing, List<Integer> choices, boolean redeemsPoints) {
        Books books = new Books(refusing, mutant);
        RandomShop shop = new RandomShop(order(redeemsPoints ? 700 : 0), books, mutant.checkout);
        choices.forEach(shop::act);
        shop.calmDown();
        return Audit.violated(shop, books);
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
