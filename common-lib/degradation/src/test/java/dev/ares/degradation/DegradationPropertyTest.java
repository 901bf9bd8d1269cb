package dev.ares.degradation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever stores, caches and requests do, and whoever reports it in which order. */
class DegradationPropertyTest {

    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 3 * INTERVAL); // nanoTime may overflow

    /** Each event: 0 and 1 a probe of the store (failed, succeeded), 2 and 3 of the cache, 4 a request that failed. */
    @Property(tries = 500)
    void neverStuckNeverFlappingAndNeverAtALevelWithoutItsCause(
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 4) Integer> events,
            @ForAll @IntRange(min = 1, max = 5) int inARow,
            @ForAll @IntRange(min = 0, max = 10) int dwellSeconds) {
        Shop shop = new Shop(inARow, Duration.ofSeconds(dwellSeconds));
        for (int event : events) {
            clock.addAndGet(INTERVAL / 2);
            shop.happens(event);
            shop.levelFitsTheSigns();
        }

        shop.worseningsAreApart();
        shop.isNormalAgainInTimeWhileProbesSucceed();
    }

    private final class Shop {

        private final DegradationSettings settings;
        private final Degradation degradation;
        private final VitalSign store;
        private final VitalSign cache;
        private final List<Long> storeTurnedUnwell = new ArrayList<>();
        private boolean storeWasUnwell;

        Shop(int inARow, Duration dwell) {
            settings =
                    new DegradationSettings(null, Duration.ofSeconds(1), Duration.ofMillis(500), inARow, inARow, dwell);
            degradation = new Degradation(() -> settings, clock::get);
            store = degradation.sign("store");
            cache = degradation.sign("cache");
            degradation.when(Level.CACHED, store).when(Level.STATIC, store, cache);
            degradation.onChange(changed -> {
                if (store.isUnwell() && !storeWasUnwell) {
                    storeTurnedUnwell.add(clock.get());
                }
                storeWasUnwell = store.isUnwell();
            });
        }

        void happens(int event) {
            switch (event) {
                case 0, 4 -> store.failed();
                case 1 -> store.succeeded();
                case 2 -> cache.failed();
                default -> cache.succeeded();
            }
        }

        void levelFitsTheSigns() {
            Level expected = !store.isUnwell() ? Level.NORMAL : cache.isUnwell() ? Level.STATIC : Level.CACHED;
            assertThat(degradation.level()).isEqualTo(expected);
            assertThat(degradation.state().reason().contains("store")).isEqualTo(expected != Level.NORMAL);
        }

        void worseningsAreApart() {
            for (int i = 1; i < storeTurnedUnwell.size(); i++) {
                assertThat(storeTurnedUnwell.get(i) - storeTurnedUnwell.get(i - 1))
                        .isGreaterThanOrEqualTo(settings.dwell().toNanos());
            }
        }

        void isNormalAgainInTimeWhileProbesSucceed() {
            long bound = Math.max(settings.dwell().toNanos(), settings.successes() * INTERVAL) + INTERVAL;
            for (long passed = 0; passed <= bound; passed += INTERVAL) {
                clock.addAndGet(INTERVAL);
                store.succeeded();
                cache.succeeded();
            }
            assertThat(degradation.level()).isEqualTo(Level.NORMAL);
        }
    }
}
