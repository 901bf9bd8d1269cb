package dev.ares.gateway.browser;

import java.util.function.Supplier;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsProcessor;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

import dev.ares.settings.LiveSettings;
import dev.ares.web.FieldFault;
import dev.ares.web.Problem;

/**
 * Refuses pages of origins that may not call the shop. While no origin is allowed, nothing is said to any, and every browser
 * keeps the answers from its pages. Browsers that ask before they call are answered by {@link Preflights}.
 */
final class CrossOrigin implements WebFilter, Ordered {

    private static final FieldFault NOT_ALLOWED = new FieldFault("Origin", "one that may call the shop so");

    private final CorsProcessor processor = new DefaultCorsProcessor();
    private final Supplier<Rule> rule;

    CrossOrigin(LiveSettings<CrossOriginSettings> settings) {
        this.rule = settings.derived(Rule::of);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Rule current = rule.get();
        boolean isForLater = CorsUtils.isPreFlightRequest(exchange.getRequest());
        return isForLater || current.closed() || isOurOwn(exchange.getRequest())
                ? chain.filter(exchange)
                : permitted(exchange, current).then(Mono.defer(() -> chain.filter(exchange)));
    }

    /** Writes into the answer what the page may do; ends with a {@link Problem} when it may not do this. */
    Mono<Void> permitted(ServerWebExchange exchange) {
        return permitted(exchange, rule.get());
    }

    private Mono<Void> permitted(ServerWebExchange exchange, Rule current) {
        return isPermitted(exchange, current)
                ? Mono.empty()
                : Mono.error(Problem.of(HttpStatus.FORBIDDEN, "origin-not-allowed", NOT_ALLOWED));
    }

    /** The processor throws at an origin with a port that is none ({@code http://shop:99999999999}), once scheme and host are ours. */
    private boolean isPermitted(ServerWebExchange exchange, Rule current) {
        try {
            return processor.process(current.cors(), exchange);
        } catch (IllegalStateException noOrigin) {
            return false;
        }
    }

    /** A page of the shop itself: behind a proxy that ends TLS its scheme differs from ours, host and port do not. */
    private static boolean isOurOwn(ServerHttpRequest request) {
        String origin = request.getHeaders().getOrigin();
        String host = request.getHeaders().getFirst(HttpHeaders.HOST);
        return origin != null && host != null && (origin.equals("https://" + host) || origin.equals("http://" + host));
    }

    /** Before whoever may refuse: a page must be able to read why, and when to come back. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 5;
    }

    private record Rule(boolean closed, CorsConfiguration cors) {

        static Rule of(CrossOriginSettings settings) {
            return new Rule(settings.isClosed(), settings.toCors());
        }
    }
}
