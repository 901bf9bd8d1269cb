package dev.ares.web.security;

import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InTurnTest {

    private static final URI ONE = URI.create("http://one");
    private static final URI TWO = URI.create("http://two");
    private static final Mono<String> AWAY = Mono.error(new ConnectException("refused"));

    private final InTurn replicas = new InTurn(List.of(ONE, TWO));
    private final List<URI> asked = new ArrayList<>();

    @Test
    void whoAnsweredLastIsAskedFirst() {
        assertThat(ask(Map.of(ONE, AWAY, TWO, Mono.just("here")))).isEqualTo("here");
        assertThat(ask(Map.of(ONE, Mono.just("back"), TWO, Mono.just("here")))).isEqualTo("here");

        assertThat(asked).containsExactly(ONE, TWO, TWO);
    }

    @Test
    void eachIsAskedOnceWhereNobodyAnswers() {
        assertThatThrownBy(() -> ask(Map.of(ONE, AWAY, TWO, AWAY))).hasRootCauseInstanceOf(ConnectException.class);

        assertThat(asked).containsExactly(ONE, TWO);
    }

    @Test
    void oneThatSaysNothingIsNotAskedAgainAtOnce() {
        replicas.ask(this::silence).timeout(Duration.ZERO, Mono.empty()).block();

        assertThat(ask(Map.of(TWO, Mono.just("here")))).isEqualTo("here");
        assertThat(asked).containsExactly(ONE, TWO);
    }

    private String ask(Map<URI, Mono<String>> answers) {
        return String.valueOf(replicas.ask(address -> {
                    asked.add(address);
                    return answers.getOrDefault(address, AWAY);
                })
                .block());
    }

    private Mono<String> silence(URI address) {
        asked.add(address);
        return Mono.never();
    }
}
