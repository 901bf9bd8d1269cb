package dev.ares.gateway.routing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

import dev.ares.gateway.identity.ClientAddress;
import dev.ares.web.ServiceTokens;

/**
 * What a caller says about the connection, or claims to be as a proxy or as one of ours, ends here. The headers that
 * always concern one hop are removed by the framework; these are those that a caller declares to be so, and the rest. From
 * where the caller comes is told by the gateway alone, and proven to the service that counts log-ins by it.
 */
final class RequestHeaders implements HttpHeadersFilter {

    /** {@code Expect} was answered by the gateway, which has the body in hand. */
    private static final Set<String> REMOVED = Set.of("expect", "forwarded", "x-real-ip", "proxy", "cookie");

    private static final String USERS = "user-service";

    private final ServiceTokens tokens;

    RequestHeaders(ServiceTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        Set<String> declared = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.CONNECTION).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(name -> name.trim().toLowerCase(Locale.ROOT))
                .filter(name -> !name.equals("authorization"))
                .collect(Collectors.toSet());
        HttpHeaders kept = new HttpHeaders();
        input.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!declared.contains(lower) && !isOurs(lower)) {
                kept.addAll(name, values);
            }
        });
        String address = ClientAddress.of(exchange);
        if (address != null) {
            kept.set(ClientAddress.HEADER, address);
            if (isForUsers(exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR))) {
                kept.set(ClientAddress.PROOF, tokens.issue());
            }
        }
        return kept;
    }

    private static boolean isForUsers(@Nullable Route route) {
        return route != null && USERS.equals(route.getUri().getHost());
    }

    private static boolean isOurs(String name) {
        return REMOVED.contains(name) || name.startsWith("x-forwarded-") || name.startsWith("x-ares-");
    }
}
