package dev.ares.order.application;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SharedLooksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Set<Integer>> looks = new CopyOnWriteArrayList<>();

    @Test
    void whoComesDuringALookJoinsTheNextOne() {
        Sinks.One<Map<Integer, String>> slow = Sinks.one();
        SharedLooks<Integer, String> shared = new SharedLooks<>(
                keys -> {
                    looks.add(keys);
                    return looks.size() == 1 ? slow.asMono() : Mono.just(Map.of(5, "five"));
                },
                PATIENCE);
        Mono<String> first = shared.find(0).cache();
        first.subscribe();
        Mono<List<String>> others = Flux.fromStream(
                        IntStream.rangeClosed(1, 100).boxed())
                .flatMap(shared::find, 100)
                .collectList()
                .cache();
        others.subscribe();

        slow.tryEmitValue(Map.of(0, "zero"));

        assertThat(first.block(PATIENCE)).isEqualTo("zero");
        assertThat(others.block(PATIENCE)).containsExactly("five");
        assertThat(looks).extracting(Set::size).containsExactly(1, 100);
    }

    @Test
    void aFailedOrSilentLookIsToldAndTheNextOneIsMade() {
        SharedLooks<Integer, String> shared = new SharedLooks<>(
                keys -> {
                    looks.add(keys);
                    return switch (looks.size()) {
                        case 1 -> Mono.error(new IllegalStateException("away"));
                        case 2 -> Mono.never();
                        default -> Mono.just(Map.of(1, "one"));
                    };
                },
                Duration.ofMillis(500));

        assertThatThrownBy(() -> shared.find(1).block(PATIENCE)).hasMessage("away");
        assertThatThrownBy(() -> shared.find(1).block(PATIENCE)).hasMessageContaining("500ms");
        assertThat(shared.find(1).block(PATIENCE)).isEqualTo("one");
        assertThat(shared.find(2).block(PATIENCE)).isNull();
    }
}
