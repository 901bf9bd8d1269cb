package dev.ares.benchmarks.growth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PastOrdersTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<String> SKUS = List.of("mug", "pin");

    private final PastOrders past = PastOrders.before(NOW, 10_000_000, SKUS, 1000);

    @Test
    void idsGrowWithTimeAsThoseOfOrderServiceDo() {
        List<String> ids = LongStream.range(4_999_000, 5_001_000)
                .mapToObj(past::id)
                .map(UUID::toString)
                .toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(past.id(5_000_000).version()).isEqualTo(7);
        assertThat(past.id(5_000_000).variant()).isEqualTo(2);
    }

    @Test
    void allAreOlderThanWhatIsRemovedByAgeAndYoungerThanAYear() {
        assertThat(madeAt(0)).isEqualTo(NOW.minus(Duration.ofDays(365)));
        assertThat(madeAt(9_999_999)).isBetween(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(8)));
    }

    @Test
    void anOrderHasOnePieceOrTwoAndEveryFourthOneMore() {
        assertThat(LongStream.range(0, 8).map(past::total))
                .containsExactly(1000L, 2000L, 1000L, 3000L, 1000L, 2000L, 1000L, 3000L);
    }

    @Test
    void aCustomerHasTwentyOrders() {
        assertThat(past.customers()).isEqualTo(500_000);
        assertThat(PastOrders.before(NOW, 21, SKUS, 1000).customers()).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNoPast() {
        assertThatThrownBy(() -> PastOrders.before(NOW, 0, SKUS, 1000)).hasMessageContaining("past orders: 0");
        assertThatThrownBy(() -> PastOrders.before(NOW, 1, List.of("mug"), 1000))
                .hasMessageContaining("products: 1");
    }

    private Instant madeAt(long order) {
        return Instant.ofEpochMilli(past.id(order).getMostSignificantBits() >>> 16);
    }
}
