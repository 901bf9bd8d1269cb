package dev.ares.order.config;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.ares.degradation.Degradation;
import dev.ares.degradation.Level;
import dev.ares.degradation.Probes;
import dev.ares.degradation.VitalSign;
import dev.ares.degradation.web.SwitchedOff;
import dev.ares.observability.Uncancelled;

/** What a checkout cannot do without, and what is off while that is in trouble. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NonCritical.class)
class DegradationConfiguration {

    private static final String PAYMENT = "payment-service";
    private static final Duration REGISTRY = Duration.ofSeconds(1);

    /** Asks the table of orders and takes a place in the pool, as requests do. */
    private static final String LOOK = "SELECT id FROM orders LIMIT 1";

    @Bean
    VitalSign storeSign(Degradation degradation) {
        return degradation.sign("store");
    }

    @Bean
    VitalSign paymentSign(Degradation degradation) {
        return degradation.sign("payment");
    }

    @Bean
    WebFilter switchedOff(
            NonCritical nonCritical,
            Degradation degradation,
            VitalSign storeSign,
            VitalSign paymentSign,
            Probes probes,
            DatabaseClient database,
            DiscoveryClient registry,
            MeterRegistry metrics) {
        degradation.when(Level.ESSENTIAL, storeSign).when(Level.ESSENTIAL, paymentSign);
        Attendance payment = new Attendance(registry, PAYMENT, nonCritical.paymentMissing(), System::nanoTime);
        probes.watch(storeSign, database.sql(LOOK).fetch().one()).watch(paymentSign, presence(payment));
        return new SwitchedOff(degradation, nonCritical.off(), metrics);
    }

    /** A registry that does not answer in time says nothing. */
    private static Mono<?> presence(Attendance payment) {
        Mono<Void> asked = Mono.<Void>fromRunnable(() -> {
                    if (payment.hasLeft()) {
                        throw new IllegalStateException("no instance of " + PAYMENT);
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
        return Uncancelled.toItsEnd(asked).timeout(REGISTRY, Mono.empty());
    }
}
