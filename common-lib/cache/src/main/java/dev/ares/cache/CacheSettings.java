package dev.ares.cache;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

import static dev.ares.settings.Ranges.require;

/**
 * How much a cache keeps and for how long. May change at any time: the size takes effect at once, times for what is kept
 * from then on.
 *
 * @param entries kept in the first level, in each process, 1 to 1,000,000 (default 1,000)
 * @param timeToLive how old an entry may get in either level, counted from when its load began; whatever goes wrong,
 *     nothing older is answered. 10 ms to 10 min (default 10 min)
 * @param missingToLive the same for what does not exist; 0: that is not remembered. 0 to 10 min (default 10 s)
 * @param jitter share of its life by which an entry's is shorter at random, so that what was loaded together does not
 *     expire together, 0 to 0.5 (default 0.1)
 * @param staleAtMost how long the first level may answer what the second has dropped or replaced, when this process does
 *     not hear of it; 1 s to 1 min (default 2 s). Without a second level it says nothing
 * @param lastKnown how long a value is kept beyond its time, for {@link TwoLevelCache#lastKnown}; 0 to 1 day (default 1 h)
 * @param loadAtMost how long a load may take, retries included; then it has failed, and whoever asks for the key begins
 *     another. Not less than the loader's own time-outs, which it would cut off; 100 ms to 10 min (default 5 s)
 * @param hot which keys are loaded again before they expire
 */
public record CacheSettings(
        @DefaultValue("1000") int entries,
        @DefaultValue("10m") Duration timeToLive,
        @DefaultValue("10s") Duration missingToLive,
        @DefaultValue("0.1") double jitter,
        @DefaultValue("2s") Duration staleAtMost,
        @DefaultValue("1h") Duration lastKnown,
        @DefaultValue("5s") Duration loadAtMost,
        @DefaultValue Hot hot) {

    /**
     * Keys that are asked for so often that nobody shall wait for their reload.
     *
     * @param perSecond requests in this process, on average since the entry was loaded, from which its key is hot: 0.1 to
     *     1,000,000 (default 5: of the shortest life in the shop, 2 s, a reload then serves ten requests)
     * @param reloadAt share of its life after which a hot entry is loaded again, behind its readers: 0.1 to 1; 1: never
     *     (default 0.8)
     */
    public record Hot(
            @DefaultValue("5") double perSecond,
            @DefaultValue("0.8") double reloadAt) {

        public Hot {
            require("hot.per-second", perSecond, 0.1, 1_000_000.0);
            require("hot.reload-at", reloadAt, 0.1, 1.0);
        }
    }

    private static final Duration LONGEST = Duration.ofMinutes(10);

    public CacheSettings {
        require("entries", entries, 1, 1_000_000);
        require("time-to-live", timeToLive, Duration.ofMillis(10), LONGEST);
        require("missing-to-live", missingToLive, Duration.ZERO, LONGEST);
        require("jitter", jitter, 0.0, 0.5);
        require("stale-at-most", staleAtMost, Duration.ofSeconds(1), Duration.ofMinutes(1));
        require("last-known", lastKnown, Duration.ZERO, Duration.ofDays(1));
        require("load-at-most", loadAtMost, Duration.ofMillis(100), LONGEST);
    }

    /** The defaults. */
    public static CacheSettings defaults() {
        return new CacheSettings(
                1000,
                LONGEST,
                Duration.ofSeconds(10),
                0.1,
                Duration.ofSeconds(2),
                Duration.ofHours(1),
                Duration.ofSeconds(5),
                new Hot(5, 0.8));
    }

    /** The same with other lives. */
    public CacheSettings remembering(Duration value, Duration missing) {
        return new CacheSettings(entries, value, missing, jitter, staleAtMost, lastKnown, loadAtMost, hot);
    }
}
