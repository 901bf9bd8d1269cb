package dev.ares.cache;

import java.util.Map;
import java.util.Set;

import reactor.core.publisher.Mono;

/** Where a cache gets what it does not have. A load that takes longer than {@link CacheSettings#loadAtMost} has failed. */
@FunctionalInterface
public interface Loader<K, V> {

    /** The values of these keys; those that do not exist are left out. */
    Mono<Map<K, V>> load(Set<K> keys);
}
