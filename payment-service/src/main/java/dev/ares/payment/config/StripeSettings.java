package dev.ares.payment.config;

import java.net.URI;
import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the provider is and how it is called.
 *
 * @param apiBase no default in code: a shop that means the simulator must never reach the real one, nor the reverse
 * @param apiKey secret
 * @param webhookSecret secret that webhooks are signed with
 * @param signatureTolerance how old a webhook's signature may be; 5 min
 * @param connectTimeout 1 s
 * @param readTimeout of one request; 5 s
 */
@ConfigurationProperties("ares.payment.stripe")
record StripeSettings(
        URI apiBase,
        String apiKey,
        String webhookSecret,
        @DefaultValue("5m") Duration signatureTolerance,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("5s") Duration readTimeout) {

    /** Without the secrets, which a log must not hold. */
    @Override
    public String toString() {
        return "StripeSettings[apiBase=" + apiBase + "]";
    }
}
