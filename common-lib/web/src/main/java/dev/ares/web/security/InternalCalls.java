package dev.ares.web.security;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import reactor.core.publisher.Mono;

import dev.ares.web.ServiceTokens;

/** Lets our own services pass and nobody else; nobody at all where there are no tokens to believe. */
final class InternalCalls implements ReactiveAuthorizationManager<AuthorizationContext> {

    private final @Nullable ServiceTokens tokens;

    InternalCalls(@Nullable ServiceTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> authentication, AuthorizationContext context) {
        return Mono.fromSupplier(() -> new AuthorizationDecision(
                issuer(context.getExchange().getRequest().getHeaders()).isPresent()));
    }

    private Optional<String> issuer(HttpHeaders headers) {
        return tokens == null ? Optional.empty() : tokens.verifyHeader(headers.getFirst(HttpHeaders.AUTHORIZATION));
    }
}
