package dev.ares.traffic.nacos;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

import static org.assertj.core.api.Assertions.assertThat;

class AskedAgainTest {

    private static final List<ServiceInstance> NONE = List.of();
    private static final List<ServiceInstance> ONE = List.of(instance(1));
    private static final List<ServiceInstance> TWO = List.of(instance(1), instance(2));

    private final AskedAgain known = new AskedAgain();

    @Test
    void anAnswerMendsAPushThatWasLost() {
        assertThat(known.withPushed(NONE)).isEmpty();

        known.answered(ONE);

        assertThat(known.withPushed(NONE)).isEqualTo(ONE);
    }

    @Test
    void aPushThatChangesSomethingIsNewerThanTheAnswer() {
        known.withPushed(NONE);
        known.answered(ONE);

        assertThat(known.withPushed(TWO)).isEqualTo(TWO);
        assertThat(known.withPushed(TWO)).isEqualTo(TWO);
    }

    @Test
    void whatIsKnownStaysInUse() {
        known.withPushed(TWO);

        assertThat(known.inUse()).isEqualTo(TWO);
    }

    @Test
    void isAskedOnceAPause() {
        assertThat(known.isDue(1_000, 100)).isTrue();
        assertThat(known.isDue(1_099, 100)).isFalse();
        assertThat(known.isDue(1_100, 100)).isTrue();
    }

    private static ServiceInstance instance(int number) {
        return new DefaultServiceInstance("i-" + number, "inventory-service", "127.0.0.1", 8000 + number, false);
    }
}
