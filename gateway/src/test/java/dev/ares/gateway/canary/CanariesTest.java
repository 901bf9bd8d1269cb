package dev.ares.gateway.canary;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;

import dev.ares.settings.LiveSettings;

import static dev.ares.gateway.canary.CanaryExamples.rule;
import static dev.ares.gateway.canary.CanaryExamples.share;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class CanariesTest {

    private static final String WARNING = "order-service 1.1 is listed in ares.gateway.canary";

    private static final Visitor VISITOR = new Visitor(null, "198.51.100.1", Set.of(), null);

    private final AtomicLong clock = new AtomicLong();
    private final Canaries canaries = new Canaries(
            LiveSettings.fixed(new CanarySettings(Map.of("order-service", rule(share("1.1", 10))))),
            new VersionMetrics(new SimpleMeterRegistry()),
            clock::get);

    @Test
    void aVersionThatNobodyIsForAMinuteIsWarnedOfOnce(CapturedOutput output) {
        route("1.10");
        assertThat(output).doesNotContain(WARNING);

        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        route("1.10");
        route("1.10");

        assertThat(output.toString().split(WARNING, -1)).hasSize(2);
    }

    @Test
    void oneThatCameInTimeIsNot(CapturedOutput output) {
        route("1.1");

        clock.addAndGet(Duration.ofMinutes(2).toNanos());
        route("1.10");

        assertThat(output).doesNotContain(WARNING);
    }

    private void route(String versionThere) {
        ServiceInstance instance = new DefaultServiceInstance(
                "a", "order-service", "127.0.0.1", 1, false, Map.of("version", versionThere));
        canaries.among("order-service", List.of(instance), VISITOR);
    }
}
