package dev.ares.user.authentication;

import java.time.Clock;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.user.account.Credentials;
import dev.ares.web.RevocationFeed;

/** The authentication feature's beans; here, so that its classes need not be public. */
@Configuration(proxyBeanMethods = false)
class AuthenticationConfiguration {

    @Bean
    RSAKey signingKey(TokenSettings settings) {
        return SigningKeys.parse(settings.signingKey());
    }

    /** @param issuer the one that all who verify expect */
    @Bean
    AccessTokens accessTokens(
            RSAKey signingKey, @Value("${ares.web.issuer:ares}") String issuer, TokenSettings settings)
            throws JOSEException {
        return new AccessTokens(signingKey, issuer, settings);
    }

    /** Also what this service itself verifies tokens by. */
    @Bean
    JWKSet publishedKeys(RSAKey signingKey, TokenSettings settings) {
        return SigningKeys.published(signingKey, settings.publishedKeys());
    }

    @Bean
    RevocationFeed revoked(DatabaseClient database, TokenSettings settings) {
        return new Revoked(database, settings);
    }

    @Bean
    Sessions sessions(DatabaseClient database, TokenSettings settings, Clock clock) {
        return new Sessions(database, settings, clock);
    }

    @Bean
    LiveSettings<ThrottleSettings> throttleSettings(LiveSettingsFactory live) {
        return live.follow("ares.user.throttle", ThrottleSettings.class);
    }

    @Bean
    LogInThrottle logInThrottle(DatabaseClient database, LiveSettings<ThrottleSettings> settings) {
        return new LogInThrottle(database, settings);
    }

    @Bean
    LogIn logIn(
            Credentials credentials,
            Sessions sessions,
            AccessTokens accessTokens,
            LogInThrottle throttle,
            MeterRegistry metrics) {
        return new LogIn(credentials, sessions, accessTokens, throttle, metrics);
    }
}
