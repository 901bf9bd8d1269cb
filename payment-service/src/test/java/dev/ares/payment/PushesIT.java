package dev.ares.payment;

import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

import dev.ares.settings.LiveSettingsFactory;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.settings.PushedDocuments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Of each document of this service: in force within two seconds, from pushing it to its effect; and wrong ones never. */
class PushesIT extends RunningService {

    private static PushedDocuments pushed;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private LiveSettingsFactory live;

    @Autowired
    private Tracer tracer;

    @BeforeAll
    static void connect(Infrastructure infrastructure) throws NacosException {
        pushed = PushedDocuments.of("payment-service", infrastructure);
    }

    @AfterAll
    static void disconnect() throws NacosException {
        pushed.close();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void isInForceInTimeAndAWrongOneChangesNothing(
            String name, String document, String wrong, Predicate<PushesIT> inForce) throws NacosException {
        pushed.mustBeInForceInTime(name, document, wrong, () -> inForce.test(this), () -> refusedPushes(name));
    }

    @Test
    void noDocumentThatTheServiceFollowsIsMissingHere() {
        assertThat(documents().map(document -> document.get()[0])).containsExactlyInAnyOrderElementsOf(live.followed());
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                document(
                        "ares.resilience",
                        "stripe: { at-once: 7 }",
                        "stripe: { retry: { attempts: 2 } }",
                        PushesIT::asksTheProviderSevenTimesAtOnceAtMost),
                document(
                        "ares.payment.in-flight",
                        "{ min: 28, max: 28 }",
                        "{ min: 28, max: 257 }",
                        payment ->
                                payment.atOnce("provider<-payments") == 28 && payment.atOnce("provider<-refunds") == 7),
                document(
                        "ares.messaging.in-flight",
                        "{ min: 7, max: 7 }",
                        "{ min: 7, max: 6 }",
                        payment -> payment.atOnce("payment-service<-ares.payment.commands") == 7),
                document("ares.sampling", "ratio: 1", "ratio: 2", PushesIT::recordsEveryTrace));
    }

    private static Arguments document(String name, String document, String wrong, Predicate<PushesIT> inForce) {
        return argumentSet(name, name, document, wrong, inForce);
    }

    private boolean asksTheProviderSevenTimesAtOnceAtMost() {
        return metrics.get("resilience4j.bulkhead.max.allowed.concurrent.calls")
                        .tag("name", "stripe")
                        .gauge()
                        .value()
                == 7;
    }

    private double atOnce(String consumer) {
        return metrics.get("ares.consumer.in.flight.limit")
                .tag("consumer", consumer)
                .gauge()
                .value();
    }

    private boolean recordsEveryTrace() {
        return IntStream.range(0, 20)
                .allMatch(i -> isRecorded(tracer.spanBuilder().setNoParent().start()));
    }

    private static boolean isRecorded(Span span) {
        span.end();
        return Boolean.TRUE.equals(span.context().sampled());
    }

    private double refusedPushes(String name) {
        return metrics.counter("ares.settings.pushes", "settings", name, "outcome", "refused")
                .count();
    }
}
