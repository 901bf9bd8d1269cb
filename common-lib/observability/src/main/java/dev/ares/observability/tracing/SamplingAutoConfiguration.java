package dev.ares.observability.tracing;

import java.util.concurrent.ThreadLocalRandom;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import dev.ares.settings.LiveSettingsFactory;
import dev.ares.settings.autoconfigure.LiveSettingsAutoConfiguration;

/** Puts {@link SamplingRules}, which follow Nacos, in the place of Spring Boot's fixed ratio. */
@AutoConfiguration(before = OpenTelemetryTracingAutoConfiguration.class, after = LiveSettingsAutoConfiguration.class)
public class SamplingAutoConfiguration {

    private static final String PREFIX = "ares.sampling";

    @Bean
    SamplingRules samplingRules(Environment environment) {
        SamplingSettings atStart = Binder.get(environment).bindOrCreate(PREFIX, SamplingSettings.class);
        return new SamplingRules(
                () -> atStart, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** When all beans are there: pushes are counted, counters may ask for the running trace, and that for these rules. */
    @Bean
    SmartInitializingSingleton followSampling(SamplingRules rules, LiveSettingsFactory live) {
        return () -> rules.follow(live.follow(PREFIX, SamplingSettings.class));
    }
}
