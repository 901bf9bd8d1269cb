package dev.ares.payment.application;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BatchesTest {

    private final List<String> written = new CopyOnWriteArrayList<>();

    @Test
    void aBatchThatNeverEndsDoesNotHoldUpTheNext() {
        var batches = new Batches<String>(10, Duration.ofMillis(50), items -> {
            written.addAll(items);
            return written.size() == 1 ? Mono.never() : Mono.empty();
        });

        batches.add("lost");
        batches.add("next");

        await().untilAsserted(() -> assertThat(written).containsExactly("lost", "next"));
    }

    @Test
    void anItemThatFailsTakesNoOtherAlong() {
        var batches = new Batches<String>(10, Duration.ofSeconds(5), items -> {
            if (items.contains("bad")) {
                return Mono.error(new IllegalStateException("bad"));
            }
            written.addAll(items);
            return items.contains("first") ? Mono.delay(Duration.ofMillis(50)).then() : Mono.empty();
        });

        List.of("first", "good", "bad", "better").forEach(batches::add);

        await().untilAsserted(() -> assertThat(written).containsExactly("first", "good", "better"));
    }
}
