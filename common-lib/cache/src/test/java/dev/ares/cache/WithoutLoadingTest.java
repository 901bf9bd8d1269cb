package dev.ares.cache;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a cache can tell while its source is left alone. */
class WithoutLoadingTest {

    private final SharedMemory memory = new SharedMemory();
    private final Shop shop = new Shop(memory);
    private final SharedMemory.Process hereLevel = memory.process();
    private final TwoLevelCache<String, Long> here = shop.shared(hereLevel);
    private final TwoLevelCache<String, Long> there = shop.shared(memory.process());

    @BeforeEach
    void begin() {
        shop.database.putAll(Map.of("mug", 1L, "pen", 2L));
        hereLevel.connect();
        here.get("mug").block();
        there.get("pen").block();
        shop.broken = new IllegalStateException("broken");
    }

    @Test
    void whatEitherLevelHasIsToBeHad() {
        assertThat(kept("mug", "pen", "cup")).isEqualTo(Map.of("mug", 1L, "pen", 2L));
        assertThat(shop.loads).hasSize(2);
        assertThat(memory.keeps("cup"))
                .as("a lease, which others would wait for")
                .isFalse();

        memory.away = true;
        assertThat(kept("mug", "pen")).isEqualTo(Map.of("mug", 1L));
    }

    @Test
    void whatHasChangedIsKnownAsItIsNow() {
        there.put(Map.of("mug", 5L)).block();
        hereLevel.deliverAll();

        assertThat(kept("mug")).isEqualTo(Map.of("mug", 5L));
    }

    @Test
    void whatWasKnownLastIsKnownBeyondItsTime() {
        memory.advance(Duration.ofMinutes(5));

        assertThatThrownBy(() -> here.get("mug").block()).hasMessage("broken");
        assertThat(kept("mug")).isEmpty();
        assertThat(here.lastKnown("mug")).contains(new Aged<>(1L, Duration.ofMinutes(5)));
        assertThat(here.lastKnown("pen")).isEmpty();
    }

    private Map<String, Long> kept(String... keys) {
        return Objects.requireNonNull(here.kept(List.of(keys)).block());
    }
}
