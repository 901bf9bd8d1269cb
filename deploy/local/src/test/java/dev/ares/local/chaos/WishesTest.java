package dev.ares.local.chaos;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.ares.local.client.OrderRequest;

import static org.assertj.core.api.Assertions.assertThat;

class WishesTest {

    private static final int MANY = 4_000;
    private static final List<String> SKUS = List.of("mug", "pen", "cap", "bag", "map");

    @Test
    void theSameSeedWishesTheSame() {
        assertThat(wishes(42)).isEqualTo(wishes(42)).isNotEqualTo(wishes(43));
    }

    @Test
    void everythingThatMayFollowAnOrderMeetsEveryKindOfRefund() {
        List<Wish> all = wishes(1);

        assertThat(all).extracting(Wish::then).containsAll(EnumSet.allOf(Wish.Then.class));
        for (String method : List.of(
                "pm_sim_refundTimeoutAfterSuccess",
                "pm_sim_refundDown",
                "pm_sim_refundPending",
                "pm_sim_refundFailed",
                "pm_sim_refundRefused")) {
            assertThat(all)
                    .filteredOn(wish -> wish.order().paymentMethod().equals(method))
                    .extracting(Wish::then)
                    .contains(
                            Wish.Then.RETURN_A_LINE,
                            Wish.Then.RETURN_AGAIN,
                            Wish.Then.RETURN_TWICE,
                            Wish.Then.RETURN_AND_CANCEL);
        }
        assertThat(all)
                .extracting(wish -> wish.order().paymentMethod())
                .contains("pm_sim_lateWebhook", "pm_sim_reorderedWebhooks");
    }

    @Test
    void linesAreOfSeveralPiecesAndTwoRefundsMayWantTheSame() {
        assertThat(wishes(1))
                .filteredOn(wish -> wish.then() == Wish.Then.RETURN_TWICE)
                .extracting(wish -> wish.order().items().size())
                .contains(1, 2, 3);
        assertThat(wishes(1))
                .flatExtracting(wish -> wish.order().items())
                .extracting(OrderRequest.Line::quantity)
                .contains(1L, 2L, 3L)
                .allMatch(quantity -> quantity <= 3);
    }

    /** What runs into a wall on purpose is not what a run of chaos is about. */
    @Test
    void mostOrdersAreMeantToGoThrough() {
        assertThat(wishes(1))
                .filteredOn(wish -> wish.then() == Wish.Then.CANCEL
                        || wish.order().paymentMethod().equals(OrderRequest.DECLINED_CARD))
                .hasSizeLessThan(MANY / 8);
    }

    private static List<Wish> wishes(long seed) {
        var wishes = new Wishes(seed, 20, SKUS);
        return Stream.generate(wishes::next).limit(MANY).toList();
    }
}
