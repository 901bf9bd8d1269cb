package dev.ares.benchmarks.micro;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import reactor.core.publisher.Mono;

/** Where the caches load from: every key is its own value. */
final class Loads {

    private Loads() {}

    static Mono<Map<String, String>> ofAll(Set<String> keys) {
        Map<String, String> values = new HashMap<>();
        keys.forEach(key -> values.put(key, key));
        return Mono.just(values);
    }
}
