package dev.ares.payment.application;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;
import reactor.core.publisher.Mono;

import dev.ares.messaging.Traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class OutcomesTest {

    private final List<List<String>> asked = new CopyOnWriteArrayList<>();
    private final List<String> written = new CopyOnWriteArrayList<>();

    @Test
    void whatTheDatabaseCouldNotTakeIsWrittenWhenItIsBack() {
        Outcomes<String> outcomes = outcomes(told ->
                asked.size() == 1 ? Mono.error(new TransientDataAccessResourceException("away")) : Mono.empty());

        outcomes.add("paid");

        await().untilAsserted(() -> assertThat(written).containsExactly("paid"));
    }

    @Test
    void whatIsAtFaultItselfIsGivenUpAndTakesNoOtherAlong() {
        Outcomes<String> outcomes =
                outcomes(told -> told.contains("bad") ? Mono.error(new IllegalStateException("bad")) : Mono.empty());

        List.of("good", "bad", "better").forEach(outcomes::add);

        assertThat(written).containsExactly("good", "better");
        await("longer than it takes to be asked again")
                .during(Duration.ofSeconds(1))
                .until(() -> asked.equals(List.of(List.of("good"), List.of("bad"), List.of("better"))));
    }

    private Outcomes<String> outcomes(Write write) {
        return new Outcomes<>(
                told -> told,
                told -> Mono.defer(() -> {
                            asked.add(told);
                            return write.apply(told);
                        })
                        .doOnSuccess(done -> written.addAll(told)),
                new Traces(context -> null),
                () -> 0);
    }

    private interface Write {
        Mono<Void> apply(List<String> told);
    }
}
