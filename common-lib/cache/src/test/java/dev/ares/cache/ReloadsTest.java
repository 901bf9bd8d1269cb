package dev.ares.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class ReloadsTest {

    private static final Entry<String> ENTRY = Entry.failed(new IllegalStateException(), 0);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<Integer> loads = new ArrayList<>();
    private final Reloads<Integer, String> reloads = new Reloads<>(time, due -> loads.add(due.size()));

    @Test
    void whatComesWithinAMomentIsOneLoad() {
        add(3);
        time.advanceTimeBy(Reloads.MOMENT.minusNanos(1));
        assertThat(loads).isEmpty();
        time.advanceTimeBy(Reloads.MOMENT);
        add(2);
        time.advanceTimeBy(Reloads.MOMENT);

        assertThat(loads).containsExactly(3, 2);
    }

    @Test
    void noLoadIsLargerThanTheBound() {
        add(2 * Reloads.MOST + 1);
        assertThat(loads).containsExactly(Reloads.MOST, Reloads.MOST);
        time.advanceTimeBy(Reloads.MOMENT);

        assertThat(loads).containsExactly(Reloads.MOST, Reloads.MOST, 1);
    }

    @Test
    void hotKeysOfACacheThatAreDueAtTheSameTimeAreOneLoad() {
        var memory = new SharedMemory();
        var shop = new Shop(memory);
        TwoLevelCache<String, Long> cache = shop.local();
        shop.database.putAll(Map.of("mug", 1L, "pen", 2L, "cup", 3L));
        for (int request = 0; request < 100; request++) {
            shop.database.keySet().forEach(each -> cache.get(each).block());
        }
        memory.advance(Duration.ofSeconds(48));
        shop.loads.clear();

        shop.database.keySet().forEach(each -> cache.get(each).block());
        assertThat(shop.loads).isEmpty();
        shop.delays.advanceTimeBy(Reloads.MOMENT);

        assertThat(shop.loads).containsExactly(Set.of("mug", "pen", "cup"));
        memory.advance(Duration.ofSeconds(30));
        assertThat(cache.get("cup").block()).isEqualTo(3);
        assertThat(shop.loads).hasSize(1);
    }

    private void add(int number) {
        for (int key = 0; key < number; key++) {
            reloads.add("key-" + key, key, ENTRY);
        }
    }
}
