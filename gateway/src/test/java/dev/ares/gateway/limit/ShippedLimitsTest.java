package dev.ares.gateway.limit;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What the gateway allows before anybody has changed a thing: docs/operations/limits.md. */
class ShippedLimitsTest {

    @Test
    void oneAddressAndOneUserMaySendAThousandASecond() throws IOException {
        var shipped = new YamlPropertySourceLoader().load("shipped", new ClassPathResource("application.yml"));
        LimitSettings limits = new Binder(ConfigurationPropertySources.from(shipped))
                .bind("ares.gateway.limits", LimitSettings.class)
                .get();

        assertThat(limits.enabled()).isTrue();
        assertThat(limits.trustedProxies()).isEmpty();
        assertThat(limits.rules())
                .extracting(LimitRule::name, LimitRule::perAddress, LimitRule::perUser)
                .containsExactly(
                        tuple("probes", perSecond(50, 200), null),
                        tuple("registrations", perSecond(5, 100), null),
                        tuple("accounts", perSecond(100, 300), null),
                        tuple("all", perSecond(1000, 2000), perSecond(1000, 2000)));
    }

    private static Allowance perSecond(int requests, int burst) {
        return new Allowance(requests, Duration.ofSeconds(1), burst);
    }
}
