package dev.ares.gateway.routing;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.Retry.RetrySignal;

import dev.ares.resilience.RetryBudget;

/**
 * Asks another instance when one gives no answer because it is gone: between its death and the registry's news of it.
 *
 * <ul>
 *   <li>It took no connection, or none in time: any request goes to another, up to {@code connectAttempts} in all. Nothing was sent, and a
 *       body is not read before there is a connection.
 *   <li>The connection broke before the first byte of an answer: what does no more when it is {@link DoneOnce done twice} goes to
 *       another, once, with its body when that is small. A request that kills whoever takes it shall not kill them all.
 *   <li>It is late: nobody else is asked. It may be at work, and doing the work twice does not help a slow service.
 * </ul>
 *
 * Repeated attempts come out of a budget that requests pay into, one for all services: while many fail, most of them fail
 * at once. The circuits of routes are for where all do.
 */
final class AnotherInstance implements GlobalFilter, Ordered {

    /** As many repeats as one gateway may have in flight at an instance that dies. */
    private static final int MOST_SAVED = 1000;

    private final Supplier<RoutingSettings> settings;
    private final Supplier<DoneOnce> doneOnce;
    private final RetryBudget budget = new RetryBudget(MOST_SAVED);
    private final Counter unaffordable;
    private final Counter afterRefused;
    private final Counter afterUnreached;
    private final Counter afterLost;

    AnotherInstance(Supplier<RoutingSettings> settings, Supplier<DoneOnce> doneOnce, MeterRegistry registry) {
        this.settings = settings;
        this.doneOnce = doneOnce;
        this.unaffordable = registry.counter("ares.gateway.repeats.unaffordable");
        this.afterRefused = registry.counter("ares.gateway.repeated", "after", Unanswered.REFUSED.label());
        this.afterUnreached = registry.counter("ares.gateway.repeated", "after", Unanswered.UNREACHED.label());
        this.afterLost = registry.counter("ares.gateway.repeated", "after", Unanswered.LOST.label());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        URI service = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        if (service == null) {
            return chain.filter(exchange);
        }
        AtomicBoolean lost = new AtomicBoolean();
        budget.earn(settings.get().repeatBudget());
        ServerWebExchange repeatable = keepingBody(exchange);
        return Mono.defer(() -> attempt(repeatable, chain, service))
                .retryWhen(Retry.from(faults -> faults.concatMap(fault -> again(repeatable, fault, lost))));
    }

    private ServerWebExchange keepingBody(ServerWebExchange exchange) {
        return KeptBody.isSmall(exchange.getRequest()) && doneOnce.get().is(exchange)
                ? exchange.mutate().request(new KeptBody(exchange.getRequest())).build()
                : exchange;
    }

    /** Each attempt chooses an instance anew. */
    private static Mono<Void> attempt(ServerWebExchange exchange, GatewayFilterChain chain, URI service) {
        exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, service);
        exchange.getAttributes().remove(ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR);
        return chain.filter(exchange);
    }

    private Flux<Long> again(ServerWebExchange exchange, RetrySignal signal, AtomicBoolean lost) {
        Optional<Unanswered> why = Unanswered.of(exchange, signal.failure());
        boolean isLeft = signal.totalRetries() < settings.get().connectAttempts() - 1L;
        if (isLeft && why.filter(Unanswered::isUnsent).isPresent()) {
            return elsewhere(why.get() == Unanswered.REFUSED ? afterRefused : afterUnreached, signal);
        }
        boolean isLost =
                why.filter(Unanswered.LOST::equals).isPresent() || isLostUnderItsBody(exchange, signal.failure());
        if (isLeft && isLost && isHarmlessTwice(exchange) && lost.compareAndSet(false, true)) {
            return elsewhere(afterLost, signal);
        }
        return Flux.error(signal.failure());
    }

    private Flux<Long> elsewhere(Counter repeated, RetrySignal signal) {
        if (!budget.spend()) {
            unaffordable.increment();
            return Flux.error(signal.failure());
        }
        repeated.increment();
        return Mono.delay(
                        settings.get().connectPause(ThreadLocalRandom.current().nextDouble()))
                .flux();
    }

    /**
     * Whether an instance went away before all of the body had come, and not the caller. It is no sign against the instance,
     * see {@link Unanswered}: a caller who stalls can have made it hang up.
     */
    private static boolean isLostUnderItsBody(ServerWebExchange exchange, Throwable fault) {
        return Unanswered.isBroken(exchange, fault)
                && exchange.getRequest() instanceof KeptBody body
                && !body.isFailed();
    }

    private boolean isHarmlessTwice(ServerWebExchange exchange) {
        return exchange.getRequest() instanceof KeptBody
                || (!Unanswered.hasBody(exchange) && doneOnce.get().is(exchange));
    }

    @Override
    public int getOrder() {
        return ReactiveLoadBalancerClientFilter.LOAD_BALANCER_CLIENT_FILTER_ORDER - 1;
    }
}
