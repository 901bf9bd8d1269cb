package dev.ares.payment.config;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;

import io.r2dbc.spi.ConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.ares.messaging.GroupCommit;
import dev.ares.messaging.Traces;
import dev.ares.payment.adapter.postgres.PostgresWebhooks;
import dev.ares.payment.adapter.web.StripeWebhookController;
import dev.ares.payment.application.ApplyWebhooks;
import dev.ares.payment.application.PaymentHints;
import dev.ares.payment.application.ReceiveWebhook;
import dev.ares.payment.application.RefundHints;
import dev.ares.payment.application.Webhooks;
import dev.ares.web.Problem;

/** What the provider says by itself: taken at once, understood later. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    /** A round of webhooks may ask a slow provider a dozen times in a row. */
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(3);

    /** The provider repeats what is not taken in time. */
    private static final GroupCommit.Limits WEBHOOKS_AT_ONCE = new GroupCommit.Limits(200, 2000, Duration.ofSeconds(5));

    @Bean
    Webhooks webhooks(ConnectionFactory connections) {
        return new PostgresWebhooks(PaymentConfiguration.client(connections));
    }

    @Bean
    ReceiveWebhook receiveWebhook(
            Webhooks.Verifier verifier, Webhooks webhooks, PaymentSettings settings, Clock clock) {
        GroupCommit<Webhooks.Arrival, Boolean> together = new GroupCommit<>(
                WEBHOOKS_AT_ONCE,
                arrival -> arrival.hint().id(),
                arrivals -> webhooks.add(arrivals).thenReturn(Collections.nCopies(arrivals.size(), true)),
                // No message is written under an event's id.
                new Traces(context -> null));
        return new ReceiveWebhook(
                verifier,
                arrival -> together.submit(arrival)
                        .onErrorMap(GroupCommit.Busy.class, busy -> Problem.unavailable(Duration.ofSeconds(1))),
                settings.webhookGrace(),
                clock);
    }

    @Bean
    ApplyWebhooks applyWebhooks(Webhooks webhooks, PaymentHints paymentHints, RefundHints refundHints, Clock clock) {
        return new ApplyWebhooks(webhooks, paymentHints, refundHints, clock);
    }

    @Bean
    StripeWebhookController stripeWebhookController(ReceiveWebhook receiveWebhook) {
        return new StripeWebhookController(receiveWebhook);
    }

    @Bean
    PeriodicWork webhookSweep(ApplyWebhooks applyWebhooks, PaymentSettings settings) {
        return new PeriodicWork("due webhooks", settings.sweep(), LONGEST_ROUND, applyWebhooks::applyDue);
    }

    @Bean
    PeriodicWork webhookRetention(Webhooks webhooks, PaymentSettings settings, Clock clock) {
        return new PeriodicWork(
                "old webhooks", Duration.ofHours(1), PaymentConfiguration.LONGEST_STATEMENTS, () -> webhooks.forget(
                                clock.instant().minus(settings.webhookRetention()))
                        .then());
    }
}
