package dev.ares.cache.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.ares.cache.CacheSettings;
import dev.ares.local.teststack.TestServer;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two processes on a real Redis, each on a connection of its own that is cut, or falls silent. */
@LocalInfrastructure(servers = TestServer.REDIS)
class RedisLevelIT {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration BOUND = CacheSettings.defaults().staleAtMost();

    private final Infrastructure servers;
    private final Map<String, Long> database = new ConcurrentHashMap<>(Map.of("mug", 1L));
    private SharedProcess here;
    private SharedProcess there;

    RedisLevelIT(Infrastructure servers) {
        this.servers = servers;
    }

    @BeforeEach
    void start() throws IOException {
        here = new SharedProcess(servers, database);
        there = new SharedProcess(servers, database);
        awaitHearing();
        here.invalidate("mug");
    }

    @AfterEach
    void stop() throws IOException {
        here.close();
        there.close();
    }

    @Test
    void whatOneLoadedTheOtherHasAndAChangeReachesBoth() {
        assertThat(here.get("mug")).isEqualTo(1);
        await().atMost(LONGEST).untilAsserted(() -> {
            assertThat(there.cache.kept(List.of("cup", "mug")).block(LONGEST)).isEqualTo(Map.of("mug", 1L));
            assertThat(there.get("mug")).isEqualTo(1);
            assertThat(there.loads).hasValue(0);
        });

        change(here, 2);

        assertThat(here.get("mug")).isEqualTo(2);
        awaitVersion(there, 2);
    }

    @Test
    void thatThereIsNoneIsSharedTooAndEndsWithItsAddition() {
        assertThat(here.get("pen")).isZero();
        database.put("pen", 3L);
        here.invalidate("pen");

        assertThat(here.get("pen")).isEqualTo(3);
        await().atMost(LONGEST).until(() -> there.get("pen") == 3);
    }

    @Test
    void theNewestOfWhatIsPutStays() {
        there.get("mug");
        await().atMost(LONGEST).until(() -> Map.of("mug", 1L)
                .equals(here.cache.kept(List.of("mug")).block(LONGEST)));
        put(here, 7);
        put(here, 6);

        awaitVersion(there, 7);
        assertThat(here.get("mug")).isEqualTo(7);
        assertThat(here.loads).hasValue(0);
    }

    @Test
    void whoIsCutOffAnswersNothingOlderThanTheBoundAndComesBack() {
        there.get("mug");
        there.cable.cut();
        await().atMost(LONGEST).until(() -> !there.hears());
        change(here, 2);
        long changed = System.nanoTime();

        // The second level is out of reach as well: it loads.
        answersNothingOlderThanTheBound(there, changed, 2);
        there.cable.mend();
        await().atMost(LONGEST).until(there::hears);
        change(here, 3);
        awaitVersion(there, 3);
    }

    @Test
    void whoeverHearsNothingWithoutNoticingAnswersNothingOlderThanTheBound() {
        there.get("mug");
        there.cable.squeeze();
        change(here, 2);
        long changed = System.nanoTime();

        answersNothingOlderThanTheBound(there, changed, 2);
        assertThat(there.loads).hasPositiveValue();
        there.cable.release();
        awaitHearing();
    }

    @Test
    void whatCouldNotBeSaidIsSaidLater() {
        there.get("mug");
        here.cable.cut();
        change(here, 2);
        assertThat(here.get("mug")).isEqualTo(2);
        assertThat(there.get("mug")).isEqualTo(1);

        here.cable.mend();

        await().atMost(LONGEST).pollInterval(Duration.ofMillis(20)).until(() -> {
            assertThat(kept(here)).as("known to be outdated").doesNotContain("v 1");
            return there.get("mug") == 2;
        });
    }

    /** What the process takes for kept in Redis; nothing while that is out of reach. */
    private static String kept(SharedProcess process) {
        return process.level
                .look("versions", List.of("mug"))
                .onErrorReturn(Map.of())
                .blockOptional(LONGEST)
                .toString();
    }

    /** However long an answer takes: what counts is when it was asked for. */
    private static void answersNothingOlderThanTheBound(SharedProcess process, long changed, long version) {
        await().atMost(LONGEST).pollInterval(Duration.ofMillis(20)).until(() -> {
            boolean afterTheBound = System.nanoTime() - changed > BOUND.toNanos();
            long got = process.get("mug");
            if (afterTheBound) {
                assertThat(got).isEqualTo(version);
            }
            return afterTheBound;
        });
    }

    private void change(SharedProcess by, long version) {
        database.put("mug", version);
        by.invalidate("mug");
    }

    private static void put(SharedProcess by, long version) {
        by.cache.put(Map.of("mug", version)).block(LONGEST);
    }

    private static void awaitVersion(SharedProcess process, long version) {
        await().atMost(LONGEST).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> assertThat(process.get("mug"))
                .isEqualTo(version));
    }

    private void awaitHearing() {
        await().atMost(LONGEST).until(() -> List.of(here, there).stream().allMatch(SharedProcess::hears));
    }
}
