package dev.ares.payment.config;

import java.time.Clock;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.ares.faults.CrashPoints;
import dev.ares.faults.InjectedFaults;
import dev.ares.messaging.Traces;
import dev.ares.payment.adapter.stripe.ObservedProvider;
import dev.ares.payment.adapter.stripe.StripeProvider;
import dev.ares.payment.adapter.stripe.StripeWebhooks;
import dev.ares.payment.adapter.stripe.UnreliableProvider;
import dev.ares.payment.application.PaymentProvider;
import dev.ares.payment.application.Webhooks;
import dev.ares.resilience.RemoteCall;
import dev.ares.resilience.RemoteCalls;
import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;

/** The way to the provider: client, threads and patience. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StripeSettings.class)
class StripeConfiguration {

    /** Webhook look-ups beside payments and refunds. */
    private static final int SPARE_THREADS = 4;

    @Bean
    StripeClient stripeClient(StripeSettings settings) {
        // Telemetry would tell the provider how long each call took; nobody asked for it.
        Stripe.enableTelemetry = false;
        return StripeClient.builder()
                .setApiBase(settings.apiBase().toString())
                .setApiKey(settings.apiKey())
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                .setReadTimeout(Math.toIntExact(settings.readTimeout().toMillis()))
                // Attempts are ours, stored and paced; the client's own would be neither.
                .setMaxNetworkRetries(0)
                .build();
    }

    /** As many threads as there are open calls; those that were not needed for a minute end. */
    @Bean(destroyMethod = "dispose")
    Scheduler stripeScheduler(PaymentSettings settings) {
        return Schedulers.newBoundedElastic(
                ProviderInFlight.LARGEST + ProviderInFlight.quarter(ProviderInFlight.LARGEST) + SPARE_THREADS,
                settings.queue(),
                "stripe");
    }

    @Bean
    LiveSettings<PaymentCalls> paymentCalls(LiveSettingsFactory live) {
        return live.follow(PaymentCalls.PREFIX, PaymentCalls.class);
    }

    @Bean
    RemoteCall stripeCall(RemoteCalls calls, LiveSettings<PaymentCalls> paymentCalls, PaymentSettings settings) {
        return calls.to("stripe", paymentCalls, present -> present.stripe().within(settings.callTimeout()));
    }

    @Bean
    PaymentProvider paymentProvider(
            StripeClient stripe,
            Scheduler stripeScheduler,
            RemoteCall stripeCall,
            ObservationRegistry observations,
            Traces traces,
            ObjectProvider<InjectedFaults> faults,
            CrashPoints points) {
        var provider = new StripeProvider(stripe, stripeScheduler, stripeCall);
        return new ObservedProvider(
                UnreliableProvider.of(provider, faults.getIfAvailable(), points), observations, traces);
    }

    @Bean
    Webhooks.Verifier webhookVerifier(StripeSettings settings, Clock clock) {
        return new StripeWebhooks(settings.webhookSecret(), settings.signatureTolerance(), clock);
    }
}
