package dev.ares.web.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.web.Caller;

/** Lets a caller with a valid token pass, and one without the role of the path not. The first rule that fits decides. */
final class RoleRules implements ReactiveAuthorizationManager<AuthorizationContext> {

    private final List<Rule> rules;

    RoleRules(Map<String, List<String>> roles) {
        List<Rule> ordered = new ArrayList<>();
        roles.forEach((role, paths) -> ordered.add(new Rule(role, Paths.anyOf(paths))));
        // What nobody thought of stays closed.
        ordered.add(new Rule(Caller.ADMIN, Paths.anyOf(List.of("/api/admin/**"))));
        this.rules = List.copyOf(ordered);
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> authentication, AuthorizationContext context) {
        return authentication
                .ofType(JwtAuthenticationToken.class)
                .map(token -> AccessTokens.caller(token.getToken()))
                .flatMap(caller -> decide(caller, context))
                .defaultIfEmpty(new AuthorizationDecision(false));
    }

    private Mono<AuthorizationResult> decide(Caller caller, AuthorizationContext context) {
        return Flux.fromIterable(rules)
                .filterWhen(rule -> rule.paths().matches(context.getExchange()).map(result -> result.isMatch()))
                .next()
                .doOnNext(rule -> caller.mustBe(rule.role()))
                .<AuthorizationResult>map(rule -> new AuthorizationDecision(true))
                .defaultIfEmpty(new AuthorizationDecision(true));
    }

    private record Rule(String role, ServerWebExchangeMatcher paths) {}
}
