package dev.ares.cache;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.ares.settings.LiveSettingsFactory;
import dev.ares.settings.SettingsFeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two processes that share a second level, and time that the test moves. */
class TwoLevelCacheTest {

    private final SharedMemory memory = new SharedMemory();
    private final Shop shop = new Shop(memory);
    private final SharedMemory.Process hereLevel = memory.process();
    private final SharedMemory.Process thereLevel = memory.process();
    private final TwoLevelCache<String, Long> here = shop.shared(hereLevel);
    private final TwoLevelCache<String, Long> there = shop.shared(thereLevel);

    @BeforeEach
    void begin() {
        shop.database.put("mug", 1L);
        hear();
    }

    @Test
    void whatIsLoadedOnceIsKnownHereAndThere() {
        assertThat(get(here, "mug")).isEqualTo(1);
        assertThat(get(here, "mug")).isEqualTo(1);
        assertThat(get(there, "mug")).isEqualTo(1);

        assertThat(shop.loads).containsExactly(Set.of("mug"));
        assertThat(List.of(shop.requests("source"), shop.requests("first"), shop.requests("second")))
                .containsExactly(1.0, 1.0, 1.0);
    }

    @Test
    void manyWhoAskAtTheSameTimeShareALoad() {
        shop.gate = Sinks.one();
        var one = here.get("mug").toFuture();
        var two = here.getAll(List.of("mug", "pen")).toFuture();
        var elsewhere = there.get("mug").toFuture();

        shop.gate.tryEmitValue(true);
        shop.delays.advanceTimeBy(Flights.PAUSE);

        assertThat(one).isCompletedWithValue(1L);
        assertThat(two).isCompletedWithValue(Map.of("mug", 1L));
        assertThat(elsewhere).isCompletedWithValue(1L);
        assertThat(shop.loads).containsExactly(Set.of("mug"), Set.of("pen"));
        assertThat(shop.requests("joined")).isEqualTo(1);
    }

    @Test
    void whoDiesWhileLoadingHoldsUpOthersForAMomentOnly() {
        hereLevel.look("versions", List.of("mug")).subscribe();

        var waiting = there.get("mug").toFuture();
        assertThat(waiting).isNotDone();
        memory.advance(Flights.PATIENCE);
        shop.delays.advanceTimeBy(Flights.PAUSE);

        assertThat(waiting).isCompletedWithValue(1L);
    }

    @Test
    void whatDoesNotExistIsRememberedForAShorterTime() {
        assertThat(here.get("pen").blockOptional()).isEmpty();
        assertThat(there.get("pen").blockOptional()).isEmpty();
        assertThat(shop.loads).hasSize(1);

        shop.database.put("pen", 1L);
        advance(Duration.ofMillis(3001));
        assertThat(get(here, "pen")).isEqualTo(1);
    }

    @Test
    void whatWasAddedIsThereAtOnce() {
        assertThat(here.get("pen").blockOptional()).isEmpty();
        shop.database.put("pen", 1L);

        there.invalidate(List.of("pen")).block();
        hereLevel.deliverAll();

        assertThat(get(here, "pen")).isEqualTo(1);
    }

    @Test
    void nothingIsKeptBeyondItsTimeHereAndThereTogether() {
        get(here, "mug");
        advance(Duration.ofSeconds(40));
        get(there, "mug");
        shop.database.put("mug", 2L);
        advance(Duration.ofSeconds(21));

        assertThat(get(there, "mug")).isEqualTo(2);
    }

    @Test
    void aChangeThatIsHeardIsSeenAtOnce() {
        get(here, "mug");
        get(there, "mug");
        change(here, 2);

        assertThat(get(here, "mug")).isEqualTo(2);
        thereLevel.deliverAll();
        assertThat(get(there, "mug")).isEqualTo(2);
    }

    @Test
    void aChangeThatIsNotHeardIsSeenAfterTheBound() {
        get(here, "mug");
        get(there, "mug");
        change(here, 2);

        thereLevel.cut();
        memory.advance(Duration.ofSeconds(2));
        assertThat(get(there, "mug")).isEqualTo(1);
        memory.advance(Duration.ofNanos(1));
        assertThat(get(there, "mug")).isEqualTo(2);
    }

    @Test
    void silenceIsNotTakenForNoNews() {
        get(there, "mug");
        change(here, 2);
        memory.advance(Duration.ofMillis(2001));

        assertThat(get(there, "mug")).isEqualTo(2);
    }

    @Test
    void whatWasKnownBeforeAGapIsNotTrustedAfterIt() {
        get(there, "mug");
        thereLevel.cut();
        change(here, 2);
        thereLevel.connect();
        advance(Duration.ofMillis(2001));

        assertThat(get(there, "mug")).isEqualTo(2);
    }

    @Test
    void whatWasReadBeforeAChangeIsKeptByNobody() {
        shop.gate = Sinks.one();
        var reading = there.get("mug").toFuture();
        Sinks.One<Boolean> before = shop.gate;
        shop.gate = null;
        here.invalidate(List.of("mug")).block();
        thereLevel.deliverAll();
        before.tryEmitValue(true);
        assertThat(reading).isCompletedWithValue(1L);

        shop.database.put("mug", 2L);
        assertThat(memory.keeps("mug")).isFalse();
        assertThat(get(there, "mug")).isEqualTo(2);
    }

    @Test
    void newsOfWhatAnotherProcessAlreadyLoadedReachesThoseWhoStillHaveTheOldValue() {
        ask(here, 100);
        assertThat(get(there, "mug")).isEqualTo(1);
        advance(Duration.ofSeconds(48));
        shop.database.put("mug", 2L);
        ask(here, 2);
        reload();

        here.put(Map.of("mug", 2L)).block();
        thereLevel.deliverAll();

        assertThat(get(there, "mug")).isEqualTo(2);
    }

    @Test
    void theNewestOfWhatIsPutStays() {
        get(there, "mug");
        here.put(Map.of("mug", 7L)).block();
        here.put(Map.of("mug", 6L)).block();
        thereLevel.deliverAll();

        assertThat(get(here, "mug")).isEqualTo(7);
        assertThat(get(there, "mug")).isEqualTo(7);
        assertThat(shop.loads).hasSize(1);
    }

    @Test
    void withoutTheSecondLevelItGoesOnByItself() {
        memory.away = true;
        assertThat(get(here, "mug")).isEqualTo(1);
        assertThat(get(here, "mug")).isEqualTo(1);
        assertThat(shop.loads).hasSize(1);

        here.invalidate(List.of("mug")).block();
        assertThat(get(here, "mug")).isEqualTo(1);
        assertThat(shop.loads).hasSize(2);
        assertThatThrownBy(() -> here.put(Map.of("mug", 3L)).block()).hasMessage("away");
    }

    @Test
    void aFailureIsForThoseWhoWaitAndNotRemembered() {
        shop.broken = new IllegalStateException("broken");
        assertThatThrownBy(() -> get(here, "mug")).hasMessage("broken");
        shop.broken = null;

        assertThat(get(there, "mug")).isEqualTo(1);
        assertThat(get(here, "mug")).isEqualTo(1);
    }

    @Test
    void aLoadThatNeverEndsFailsThoseWhoWaitAndHoldsUpNobodyAfterThem() {
        shop.gate = Sinks.one();
        var waiting = here.get("mug").toFuture();
        shop.delays.advanceTimeBy(shop.settings.get().loadAtMost());
        shop.gate = null;

        assertThat(waiting)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(TimeoutException.class)
                .withMessageContaining("cache versions: load took more than PT5S (load-at-most)");
        assertThat(get(here, "mug")).isEqualTo(1);
    }

    @Test
    void aHotKeyThatCannotBeLoadedAgainStaysInTheSecondLevel() {
        ask(here, 100);
        advance(Duration.ofSeconds(48));
        shop.broken = new IllegalStateException("broken");
        assertThat(get(here, "mug")).isEqualTo(1);
        reload();
        assertThat(shop.loads).hasSize(2);

        assertThat(get(there, "mug")).isEqualTo(1);
        assertThat(shop.loads).hasSize(2);
    }

    @Test
    void aHotKeyIsLoadedAgainBeforeItExpires() {
        ask(here, 100);
        advance(Duration.ofSeconds(48));
        shop.database.put("mug", 2L);
        assertThat(get(here, "mug")).isEqualTo(1);
        reload();
        assertThat(shop.loads).hasSize(2);
        assertThat(get(here, "mug")).isEqualTo(2);

        advance(Duration.ofSeconds(30));
        assertThat(get(here, "mug")).isEqualTo(2);
        assertThat(get(there, "mug")).isEqualTo(2);
        assertThat(shop.loads).hasSize(2);
    }

    @Test
    void whatIsReloadedThereIsTakenOverHere() {
        ask(here, 100);
        ask(there, 100);
        advance(Duration.ofSeconds(48));
        ask(here, 2);
        reload();
        ask(there, 2);
        reload();

        assertThat(shop.loads).hasSize(2);
        assertThat(shop.metrics
                        .counter("ares.cache.reloads", "cache", "versions")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aColdKeyIsNot() {
        ask(here, 40);
        advance(Duration.ofSeconds(59));
        get(here, "mug");

        assertThat(shop.loads).hasSize(1);
    }

    @Test
    void bySizeTheFirstLevelIsBounded() {
        for (int i = 0; i < 1000; i++) {
            get(here, "pen-" + i);
        }
        assertThat(here.size()).isEqualTo(100);
        here.resize(new CacheSettings(
                10,
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                0,
                Duration.ofSeconds(2),
                Duration.ofHours(1),
                Duration.ofSeconds(5),
                new CacheSettings.Hot(1, 1)));
        assertThat(here.size()).isEqualTo(10);
    }

    @Test
    void aPushedSizeIsInForceAtOnce() {
        var pushes = new Pushes();
        var live = new LiveSettingsFactory(new MockEnvironment(), pushes, shop.metrics)
                .follow("ares.cache", CacheSettings.class);
        TwoLevelCache<String, Long> cache =
                new Caches(shop.metrics).local("pushed", key -> key, keys -> Mono.just(Map.of()), live, same -> same);
        for (int i = 0; i < 100; i++) {
            get(cache, "pen-" + i);
        }
        assertThat(cache.size()).isEqualTo(100);

        pushes.push("entries: 10");

        assertThat(cache.size()).isEqualTo(10);
    }

    private static final class Pushes implements SettingsFeed {

        private @Nullable Follower follower;

        @Override
        public void follow(String name, Follower whoever) {
            follower = whoever;
        }

        void push(String document) {
            Objects.requireNonNull(follower).pushed(document);
        }
    }

    @Test
    void withoutASecondLevelTimeIsTheBound() {
        TwoLevelCache<String, Long> local = shop.local();
        get(local, "mug");
        memory.advance(Duration.ofSeconds(59));
        get(local, "mug");
        assertThat(shop.loads).hasSize(1);

        shop.database.put("mug", 2L);
        memory.advance(Duration.ofSeconds(1));
        assertThat(get(local, "mug")).isEqualTo(2);
    }

    private void change(TwoLevelCache<String, Long> by, long version) {
        shop.database.put("mug", version);
        by.invalidate(List.of("mug")).block();
    }

    private void ask(TwoLevelCache<String, Long> cache, int times) {
        for (int i = 0; i < times; i++) {
            get(cache, "mug");
        }
    }

    private void reload() {
        shop.delays.advanceTimeBy(Reloads.MOMENT);
    }

    private void advance(Duration time) {
        memory.advance(time);
        hear();
    }

    private void hear() {
        for (SharedMemory.Process each : List.of(hereLevel, thereLevel)) {
            each.connect();
            each.ping();
            each.deliverAll();
        }
    }

    private static Long get(TwoLevelCache<String, Long> cache, String key) {
        return cache.get(key).blockOptional(Duration.ofSeconds(20)).orElse(0L);
    }
}
