package dev.ares.faults.autoconfigure;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ares.faults.CrashPoints;
import dev.ares.faults.FaultRules;
import dev.ares.faults.InjectedFaults;
import dev.ares.faults.LiveFaults;
import dev.ares.faults.web.FaultsController;
import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.settings.autoconfigure.LiveSettingsAutoConfiguration;
import dev.ares.web.Caller;

/** Switches on what {@code ares.faults.enabled} allows: there are no beans of it, and nothing is asked, without. */
@AutoConfiguration(after = LiveSettingsAutoConfiguration.class)
@ConditionalOnProperty(FaultsAutoConfiguration.ENABLED)
public class FaultsAutoConfiguration {

    static final String ENABLED = FaultRules.PREFIX + ".enabled";

    @Bean
    LiveSettings<FaultRules> faultRules(LiveSettingsFactory live) {
        return live.follow(FaultRules.PREFIX, FaultRules.class);
    }

    @Bean
    InjectedFaults injectedFaults(
            LiveSettings<FaultRules> rules, ObjectProvider<Clock> clock, ObjectProvider<MeterRegistry> metrics) {
        return new LiveFaults(
                rules, clock.getIfUnique(Clock::systemUTC), metrics.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Caller.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class Web {

        @Bean
        FaultsController faultsController(
                LiveSettings<FaultRules> rules, CrashPoints points, ObjectProvider<Clock> clock) {
            return new FaultsController(rules, points, clock.getIfUnique(Clock::systemUTC));
        }
    }
}
