package dev.ares.gateway.limit;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import dev.ares.settings.LiveSettings;
import dev.ares.web.Problem;

/** Takes a token for a request, and says so in the answer; refuses it with 429 where there is none. */
final class RateLimits {

    private final Buckets buckets;
    private final LimitMetrics metrics;
    private final Supplier<Rules> rules;

    RateLimits(LiveSettings<LimitSettings> settings, Buckets buckets, LimitMetrics metrics) {
        this.buckets = buckets;
        this.metrics = metrics;
        this.rules = settings.derived(Rules::of);
    }

    /** From where the request comes, as far as that can be believed. */
    String address(ServerHttpRequest request) {
        return rules.get().addresses().of(request);
    }

    /** Ends with a {@link Problem} when there is no token for the request. */
    Mono<Void> take(ServerWebExchange exchange, Subject subject) {
        return Mono.justOrEmpty(rules.get().forRequest(exchange.getRequest()))
                .flatMap(rule -> Mono.justOrEmpty(rule.of(subject.kind()))
                        .flatMap(allowance -> buckets.take(key(rule, allowance, subject), allowance)
                                .publishOn(HomeLoop.of(exchange.getRequest()))
                                .flatMap(verdict -> answer(exchange, rule, subject.kind(), allowance, verdict))));
    }

    private Mono<Void> answer(
            ServerWebExchange exchange, LimitRule rule, Subject.Kind kind, Allowance allowance, Verdict verdict) {
        metrics.count(rule.name(), kind, verdict.admitted());
        LimitHeaders.add(exchange.getResponse().getHeaders(), rule.name() + "-" + kind.label(), allowance, verdict);
        return verdict.admitted() ? Mono.empty() : Mono.error(Problem.tooManyRequests(verdict.retryAfter()));
    }

    /** A rule with another allowance has other buckets: what was taken under the old one does not weigh on it. */
    private static String key(LimitRule rule, Allowance allowance, Subject subject) {
        return "ares:limit:" + rule.name() + ':' + subject.kind().label() + ':' + allowance.interval() + ':'
                + allowance.burst() + ':' + subject.id();
    }

    /** The settings, read once per change instead of once per request. */
    private record Rules(boolean enabled, List<LimitRule.Compiled> rules, ClientAddresses addresses) {

        static Rules of(LimitSettings settings) {
            return new Rules(
                    settings.enabled(),
                    settings.rules().stream().map(LimitRule.Compiled::of).toList(),
                    ClientAddresses.trusting(settings.trustedProxies()));
        }

        Optional<LimitRule> forRequest(ServerHttpRequest request) {
            return enabled
                    ? rules.stream()
                            .filter(rule -> rule.fits(request))
                            .map(LimitRule.Compiled::rule)
                            .findFirst()
                    : Optional.empty();
        }
    }
}
