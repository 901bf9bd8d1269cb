package dev.ares.degradation.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import reactor.core.scheduler.Schedulers;

import dev.ares.degradation.Degradation;
import dev.ares.degradation.DegradationMetrics;
import dev.ares.degradation.DegradationSettings;
import dev.ares.degradation.Probes;
import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;

/** Offers {@link Degradation} and {@link Probes}, which a service tells what it needs. */
@AutoConfiguration(afterName = "dev.ares.settings.autoconfigure.LiveSettingsAutoConfiguration")
public class DegradationAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Degradation degradation(LiveSettingsFactory live, MeterRegistry metrics) {
        LiveSettings<DegradationSettings> settings = live.follow(DegradationSettings.PREFIX, DegradationSettings.class);
        Degradation degradation =
                new Degradation(settings, System::nanoTime, sign -> DegradationMetrics.show(sign, metrics));
        settings.onChange(changed -> degradation.look());
        DegradationMetrics.show(degradation, metrics);
        degradation.look();
        return degradation;
    }

    @Bean
    @ConditionalOnMissingBean
    Probes probes(Degradation degradation) {
        return new Probes(degradation, Schedulers.parallel());
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> startOfProbes(Probes probes) {
        return ready -> probes.start();
    }
}
