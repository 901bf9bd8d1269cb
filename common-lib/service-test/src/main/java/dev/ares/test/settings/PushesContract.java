package dev.ares.test.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

import dev.ares.test.infrastructure.Infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * What is promised of every document that a service follows: in force within two seconds, from pushing it to its effect;
 * and wrong ones never. For test classes that run the service with a Nacos among its servers. Documents are pushed one after the
 * other; what {@code @BeforeEach} does is done once, before the first.
 */
public interface PushesContract {

    /** From the folder of a service. */
    Path PAGE = Path.of("../docs/operations/live-settings.md");

    /**
     * A document that can be pushed.
     *
     * @param right something else than what the service starts with
     * @param wrong refused; by a mistake that people make
     * @param inForce whether the effect of the right one is seen; asked again and again, and false before it is pushed
     */
    record Pushable(String name, String right, String wrong, BooleanSupplier inForce) {

        /** Which traces are recorded. */
        public static Pushable sampling(Tracer tracer) {
            return new Pushable("ares.sampling", "ratio: 1", "ratio: 2", () -> IntStream.range(0, 20)
                    .allMatch(trace -> isRecorded(tracer)));
        }

        private static boolean isRecorded(Tracer tracer) {
            Span span = tracer.spanBuilder().setNoParent().start();
            span.end();
            return Boolean.TRUE.equals(span.context().sampled());
        }
    }

    /** One for each that the service follows. */
    List<Pushable> documents();

    /** The names of the documents that the service says it follows. */
    Collection<String> followed();

    @TestFactory
    default Stream<DynamicTest> isInForceInTimeAndAWrongOneChangesNothing(
            Infrastructure infrastructure,
            @Value("${spring.application.name}") String service,
            @Autowired MeterRegistry metrics)
            throws NacosException {
        List<Pushable> documents = documents();
        var pushed = PushedDocuments.of(service, infrastructure);
        return documents.stream()
                .map(document -> dynamicTest(
                        document.name(),
                        () -> pushed.mustBeInForceInTime(document, () -> refused(metrics, document.name()))))
                .onClose(pushed::close);
    }

    @Test
    default void noDocumentThatTheServiceFollowsIsMissingHere() {
        assertThat(documents())
                .extracting(Pushable::name)
                .as("documents with a test, against those that the service follows")
                .containsExactlyInAnyOrderElementsOf(followed());
    }

    @Test
    default void everyDocumentIsOnThePageForOperators() throws IOException {
        assertThat(Files.readString(PAGE))
                .as(PAGE.toString())
                .contains(documents().stream()
                        .map(document -> "`" + document.name() + "`")
                        .toList());
    }

    /** Whether so many calls of a name may be under way. While what was pushed is taken up, there is no such meter for a moment. */
    static boolean mayBeUnderWay(MeterRegistry metrics, String call, int most) {
        return metrics.find("resilience4j.bulkhead.max.allowed.concurrent.calls").tag("name", call).gauges().stream()
                .anyMatch(allowed -> allowed.value() == most);
    }

    private static double refused(MeterRegistry metrics, String document) {
        return metrics.counter("ares.settings.pushes", "settings", document, "outcome", "refused")
                .count();
    }
}
