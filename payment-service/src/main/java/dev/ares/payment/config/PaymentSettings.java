package dev.ares.payment.config;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.payment.application.WorkLimits;
import dev.ares.payment.domain.Patience;

/**
 * How payments are worked on.
 *
 * @param queue payments waiting in memory; 1000, further ones wait in the database
 * @param lease how long one replica holds a payment before another may take over; 15 s
 * @param callTimeout longest wait for one answer of the provider; 8 s, shorter than the lease
 * @param keyLifetime how long after its first use the provider is trusted to remember an idempotency key; 20 h, since
 *     Stripe keeps them for 24 h and clocks may be wrong
 * @param sweep how often due payments and webhooks are looked for; 1 s
 * @param firstPause pause after the first attempt of unknown outcome; 200 ms, doubling
 * @param longestPause where doubling ends; 5 s
 * @param parkAfter age at which a payment of unknown outcome is parked; 1 h
 * @param parkedPause how often a parked payment is asked after; 5 min
 * @param webhookGrace how long a webhook waits for the direct answer; 1 s
 * @param webhookRetention how long handled webhooks are remembered; 7 d, Stripe repeats for 3
 */
@ConfigurationProperties("ares.payment")
record PaymentSettings(
        @DefaultValue("1000") int queue,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("8s") Duration callTimeout,
        @DefaultValue("20h") Duration keyLifetime,
        @DefaultValue("1s") Duration sweep,
        @DefaultValue("200ms") Duration firstPause,
        @DefaultValue("5s") Duration longestPause,
        @DefaultValue("1h") Duration parkAfter,
        @DefaultValue("5m") Duration parkedPause,
        @DefaultValue("1s") Duration webhookGrace,
        @DefaultValue("7d") Duration webhookRetention) {

    PaymentSettings {
        if (lease.compareTo(callTimeout) <= 0) {
            throw new IllegalArgumentException(
                    "ares.payment.lease: " + lease + " (expected: longer than call-timeout, " + callTimeout + ")");
        }
    }

    WorkLimits limits() {
        return new WorkLimits(queue, lease, callTimeout, keyLifetime);
    }

    Patience patience() {
        return new Patience(firstPause, longestPause, parkAfter, parkedPause);
    }
}
