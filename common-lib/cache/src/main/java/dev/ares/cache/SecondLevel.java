package dev.ares.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What the processes of a service share. Each call fails soon when it cannot be answered. A key has one of: nothing, a lease
 * (somebody loads it), a value, or the fact that there is none.
 *
 * <p>Whoever finds nothing gets the lease; only who still has it may fill. An invalidation takes it away, so that nobody
 * keeps what was read before the change (Nishtala et al., Scaling Memcache at Facebook, NSDI 2013, section 3.2.1).
 */
public interface SecondLevel {

    /** What is kept under each of these keys. Where there is nothing, the caller has the lease from now on. */
    Mono<Map<String, Found>> look(String cache, Collection<String> keys);

    /** The values and absences that are kept under these keys; those that nothing is kept of are left out. Changes nothing. */
    Mono<Map<String, Found.Value>> peek(String cache, Collection<String> keys);

    /**
     * Keeps what was loaded, where the mark that was found is still there.
     *
     * @return the new marks of those that were kept
     */
    Mono<Map<String, String>> fill(String cache, List<Filling> fillings);

    /**
     * Replaces what is kept unless it is newer, and tells all processes of it, of the same version too: a process may have
     * loaded it, which told nobody. Where nothing is kept, keeps nothing: what was forgotten may have been newer than what
     * comes late.
     */
    Mono<Void> put(String cache, List<Written> values);

    /**
     * Drops these and tells all processes. Never fails: what cannot be done now is done as soon as it can, as long as this
     * process lives; until then others may go on with what they have, for its time to live at most.
     */
    Mono<Void> invalidate(String cache, Collection<String> keys);

    /** Tells of keys that anybody invalidated or put, in order, and before {@link #hearing} confirms their moment. */
    void onInvalidation(String cache, Consumer<Collection<String>> listener);

    /** How well invalidations are heard. Never blocks. */
    Hearing hearing();

    /** What was kept under a key. */
    sealed interface Found {

        /**
         * @param mark says whether it is still the same
         * @param text null: it is known that there is none
         * @param left of its life
         */
        record Value(String mark, @Nullable String text, Duration left) implements Found {}

        /** Nothing: whoever looked has the lease now. */
        record Yours(String mark) implements Found {}

        /** Nothing yet: somebody else loads it. */
        record Theirs() implements Found {}
    }

    /**
     * @param mark that was found
     * @param text null: there is none
     * @param life zero: not kept, the lease is given back
     */
    record Filling(String key, String mark, @Nullable String text, long version, Duration life) {}

    record Written(String key, String text, long version, Duration life) {}
}
