package dev.ares.gateway.overload;

import java.util.Optional;
import java.util.function.Supplier;

import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

import dev.ares.gateway.routing.AnsweredBy;
import dev.ares.gateway.routing.BodyRead;
import dev.ares.gateway.routing.Unanswered;
import dev.ares.settings.LiveSettings;
import dev.ares.traffic.limit.AdaptiveLimiter;
import dev.ares.traffic.limit.Permit;
import dev.ares.traffic.limit.Priority;
import dev.ares.web.Problem;

/**
 * Refuses with 503 what the limiter has no place for, before a token is verified or a body read. What counts is the time
 * from the last byte of a request to the first byte of an answer by a service, or until we gave up waiting for one: our own
 * refusals are quick however loaded the shop is, and how fast callers send and read is their affair.
 */
final class ShedLoad implements WebFilter, Ordered {

    private final AdaptiveLimiter limiter;
    private final ShedMetrics metrics;
    private final Supplier<ShedRules> rules;

    ShedLoad(LiveSettings<ShedSettings> settings, ShedMetrics metrics) {
        this.metrics = metrics;
        this.rules = settings.derived(ShedRules::of);
        this.limiter = new AdaptiveLimiter(() -> rules.get().limiter(), System::nanoTime);
        metrics.show(limiter);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ShedRules now = rules.get();
        return now.enabled() ? admit(exchange, chain, now) : chain.filter(exchange);
    }

    private Mono<Void> admit(ServerWebExchange exchange, WebFilterChain chain, ShedRules now) {
        Priority priority = now.priority(exchange.getRequest());
        Optional<Permit> place =
                now.waits(exchange.getRequest()) ? limiter.admitWaiting(priority) : limiter.admit(priority);
        metrics.count(priority, place.isPresent());
        return place.map(permit -> pass(exchange, chain, permit))
                .orElseGet(() -> Mono.error(Problem.overloaded(now.retryAfter())));
    }

    private static Mono<Void> pass(ServerWebExchange exchange, WebFilterChain chain, Permit permit) {
        long begin = System.nanoTime();
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> giveBack(exchange, permit, begin)));
        // A caller that hangs up before has no first byte.
        return chain.filter(exchange).doOnCancel(permit::dropped);
    }

    private static void giveBack(ServerWebExchange exchange, Permit permit, long begin) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        boolean byAService = exchange.getResponse().getHeaders().containsHeader(AnsweredBy.HEADER);
        boolean inOrder = status == null || !status.is5xxServerError();
        // Whose time was up before all was sent took it himself.
        boolean givenUp = status != null
                && status.isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT)
                && !Unanswered.isStillSending(exchange);
        if ((byAService && inOrder) || givenUp) {
            permit.answered(BodyRead.orLater(exchange, begin));
        } else {
            permit.dropped();
        }
    }

    /** After the limit by address, which is for those who take more than their share. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 15;
    }
}
