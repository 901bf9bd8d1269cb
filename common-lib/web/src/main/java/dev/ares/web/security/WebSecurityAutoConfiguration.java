package dev.ares.web.security;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import com.nimbusds.jose.jwk.JWKSet;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.ares.web.Problem;
import dev.ares.web.RevocationFeed;
import dev.ares.web.ServiceTokens;

/**
 * Three chains, the first that fits decides: {@code /internal/**} by service token, open paths by nothing, everything
 * else by access token. No sessions, no cookies, no forms.
 */
@AutoConfiguration(before = ReactiveWebSecurityAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(WebSecuritySettings.class)
class WebSecurityAutoConfiguration {

    private static final List<String> ALWAYS_OPEN = List.of("/healthz/**", "/metrics");

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("ares.web.service-token-secret")
    ServiceTokens serviceTokens(WebSecuritySettings settings, Environment environment, Clock clock) {
        byte[] secret = Base64.getDecoder().decode(String.valueOf(settings.serviceTokenSecret()));
        return new ServiceTokens(secret, environment.getRequiredProperty("spring.application.name"), clock);
    }

    /** Where what was revoked is known at first hand, the service offers its own. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("ares.web.service-token-secret")
    RevocationFeed revocationFeed(WebSecuritySettings settings, ServiceTokens tokens) {
        return new RevocationClient(settings.jwksUri(), tokens);
    }

    @Bean
    Revocations revocations() {
        return new Revocations();
    }

    @Bean
    @ConditionalOnProperty("ares.web.service-token-secret")
    RevocationPoll revocationPoll(RevocationFeed feed, Revocations revocations, MeterRegistry metrics, Clock clock) {
        return new RevocationPoll(feed, revocations, metrics, clock);
    }

    /** @param own the keys of the service that publishes them: asking its own JWKS over HTTP would answer the same */
    @Bean
    ReactiveJwtDecoder accessTokenDecoder(
            WebSecuritySettings settings, ObjectProvider<JWKSet> own, Revocations revocations, Clock clock) {
        OAuth2TokenValidator<Jwt> holds = AccessTokens.validator(settings.issuer(), revocations, clock);
        JWKSet ownKeys = own.getIfAvailable();
        if (ownKeys != null) {
            return AccessTokens.decoder(
                    token -> Mono.justOrEmpty(
                                    ownKeys.getKeyByKeyId(token.getHeader().getKeyID()))
                            .flux(),
                    () -> ownKeys,
                    holds,
                    settings.rememberedTokens());
        }
        AccessTokenKeys keys = new AccessTokenKeys(
                JwksClient.keysAt(settings.jwksUri()),
                new KeyCopy(settings.copy(), clock, Schedulers.boundedElastic()),
                settings.jwksRefresh(),
                settings.jwksPatience(),
                clock);
        return AccessTokens.decoder(keys, keys::inForce, holds, settings.rememberedTokens());
    }

    @Bean
    @Order(1)
    SecurityWebFilterChain internalCalls(
            ServerHttpSecurity http, WebSecuritySettings settings, ObjectProvider<ServiceTokens> tokens) {
        ServiceTokens believed = settings.internalCalls() ? tokens.getIfAvailable() : null;
        return stateless(http)
                .securityMatcher(Paths.anyOf(List.of("/internal/**")))
                .authorizeExchange(paths -> paths.anyExchange().access(new InternalCalls(believed)))
                .build();
    }

    @Bean
    @Order(2)
    SecurityWebFilterChain openCalls(ServerHttpSecurity http, WebSecuritySettings settings) {
        List<String> open = new ArrayList<>(ALWAYS_OPEN);
        open.addAll(settings.publicPaths());
        return stateless(http)
                .securityMatcher(Paths.anyOf(open))
                .authorizeExchange(paths -> paths.anyExchange().permitAll())
                .build();
    }

    @Bean
    @Order(3)
    SecurityWebFilterChain callsWithToken(
            ServerHttpSecurity http, WebSecuritySettings settings, ReactiveJwtDecoder decoder) {
        return stateless(http)
                .authorizeExchange(paths -> paths.anyExchange().access(new RoleRules(settings.roles())))
                .oauth2ResourceServer(tokens -> tokens.jwt(jwt -> jwt.jwtDecoder(decoder))
                        .authenticationEntryPoint((exchange, refused) -> Mono.error(Problem.unauthorized())))
                .build();
    }

    /** Each step of the chain as a span and a timer, around every request: nobody looks for them there. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** Odd request lines and headers are refused in the same form as everything else. */
    @Bean
    ServerExchangeRejectedHandler oddRequests() {
        return (exchange, rejected) -> Mono.error(
                Problem.badRequest("request line", "a method, path and headers without odd characters or encodings"));
    }

    @Bean
    CallerArgument callerArgument() {
        return new CallerArgument();
    }

    private static ServerHttpSecurity stateless(ServerHttpSecurity http) {
        return http.csrf(CsrfSpec::disable)
                .formLogin(FormLoginSpec::disable)
                .httpBasic(HttpBasicSpec::disable)
                .logout(LogoutSpec::disable)
                .requestCache(RequestCacheSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (exchange, refused) -> Mono.error(Problem.unauthorized()))
                        .accessDeniedHandler((exchange, denied) -> Mono.error(Problem.unauthorized())));
    }
}
