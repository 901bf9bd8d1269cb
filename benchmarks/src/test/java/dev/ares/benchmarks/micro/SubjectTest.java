package dev.ares.benchmarks.micro;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.infra.Blackhole;

import dev.ares.messaging.OutgoingMessage;
import dev.ares.order.saga.CheckoutCommand;
import dev.ares.saga.SagaInstance.Phase;

import static org.assertj.core.api.Assertions.assertThat;

class SubjectTest {

    private final Blackhole anywhere = new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");

    @Test
    void everyOperationIsMeasuredAndEveryMeasurementIsOfAnOperation() {
        for (Subject subject : Subject.all()) {
            Set<String> operations = Arrays.stream(subject.benchmark().getMethods())
                    .filter(method -> method.isAnnotationPresent(Benchmark.class))
                    .map(Method::getName)
                    .collect(Collectors.toSet());

            assertThat(subject.operations().values())
                    .as(subject.title())
                    .containsExactlyInAnyOrderElementsOf(operations);
        }
    }

    @Test
    void aPatternIsOfOneOperation() {
        Subject cache = Subject.all().get(0);

        assertThat("dev.ares.benchmarks.micro.CacheHit.ares").matches(cache.pattern("two-level cache"));
        assertThat("dev.ares.benchmarks.micro.CacheHit.aresToo").doesNotMatch(cache.pattern("two-level cache"));
    }

    @Test
    void aSingleFlightIsOneLoadForAll() {
        var flight = new SingleFlight();

        for (int i = 0; i < 3; i++) {
            flight.ares(anywhere);
            flight.caffeine(anywhere);
        }

        assertThat(flight.answered()).isEqualTo(3 * 2 * SingleFlight.ASKING);
    }

    @Test
    void whatIsReservedIsPaid() {
        var checkout = new CheckoutTransition();

        assertThat(checkout.transition().instance().phase()).isEqualTo(Phase.PIVOTING);
        assertThat(checkout.transition().dispatches())
                .singleElement()
                .satisfies(dispatch -> assertThat(dispatch.command()).isInstanceOf(CheckoutCommand.Pay.class));
        assertThat(checkout.reply()).extracting(OutgoingMessage::type).isEqualTo(List.of("ares.payment.v1.Pay"));
        assertThat(checkout.read()).isEqualTo(new CheckoutTransition().read());
    }

    @Test
    void theRatioIsToTheFirst() {
        Map<String, Figure> byOperation = new LinkedHashMap<>();
        byOperation.put("ours", new Figure(200, 3, 96));
        byOperation.put("theirs", new Figure(50, 1, 24));

        assertThat(Figure.table(byOperation))
                .contains("| ours | 200.0 | ±3.0 | 96 | x1.00 |", "| theirs | 50.0 | ±1.0 | 24 | x0.25 |");
    }

    @Test
    void anErrorThatIsNotKnownIsNoFigure() {
        assertThat(Figure.table(Map.of("once", new Figure(200, Double.NaN, 96))))
                .contains("| once | 200.0 | unknown | 96 | x1.00 |");
    }
}
