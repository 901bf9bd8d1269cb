package dev.ares.order.application;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

class OpenWaitsTest {

    private final OpenWaits waits = new OpenWaits(3, 2);
    private final List<String> answers = new ArrayList<>();

    @Test
    void oneCustomerMayHaveSoManyAndAllTogetherSoMany() {
        wait("ann", Mono.never());
        wait("ann", Mono.never());
        wait("ann", Mono.never());
        assertThat(answers).containsExactly("at once");

        wait("bob", Mono.never());
        wait("bob", Mono.never());
        assertThat(answers).containsExactly("at once", "at once");
    }

    @Test
    void aPlaceIsBackHoweverAWaitEnds() {
        Sinks.One<String> ends = Sinks.one();
        wait("ann", ends.asMono());
        Disposable givenUp = wait("ann", Mono.never());

        ends.tryEmitValue("ended");
        givenUp.dispose();
        wait("ann", Mono.error(new IllegalStateException("broken")));
        wait("ann", Mono.never());
        wait("ann", Mono.never());

        assertThat(answers).containsExactly("ended");
        wait("ann", Mono.never());
        assertThat(answers).containsExactly("ended", "at once");
    }

    private Disposable wait(String userId, Mono<String> wait) {
        return waits.admit(userId, wait, "at once").subscribe(answers::add, failure -> {});
    }
}
