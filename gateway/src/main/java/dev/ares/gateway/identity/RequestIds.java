package dev.ares.gateway.identity;

import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives every request an id: the caller's {@code X-Request-Id} when it is fit for a log line, a new one otherwise. It is
 * passed on to the service, sent back to the caller, and stands in every log line of the request.
 */
final class RequestIds implements WebFilter, Ordered {

    static final String HEADER = "X-Request-Id";

    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String id = fit(exchange.getRequest().getHeaders().getFirst(HEADER));
        ServerHttpRequest request =
                exchange.getRequest().mutate().header(HEADER, id).build();
        // Last, so that an answer of a service cannot name another.
        exchange.getResponse()
                .beforeCommit(() -> Mono.fromRunnable(
                        () -> exchange.getResponse().getHeaders().set(HEADER, id)));
        return chain.filter(exchange.mutate().request(request).build())
                .contextWrite(context -> context.put(RequestIdInLogs.KEY, id));
    }

    private static String fit(@Nullable String given) {
        return given != null && FIT.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 10;
    }
}
