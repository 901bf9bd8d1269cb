package dev.ares.gateway.routing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

import dev.ares.gateway.identity.ClientAddress;

/**
 * What a caller says about the connection, or claims to be as a proxy or as one of ours, ends here. The headers that
 * always concern one hop are removed by the framework; these are those that a caller declares to be so, and the rest. From
 * where the caller comes is told by the gateway alone.
 */
final class RequestHeaders implements HttpHeadersFilter {

    /** {@code Expect} was answered by the gateway, which has the body in hand. */
    private static final Set<String> REMOVED = Set.of("expect", "forwarded", "x-real-ip", "proxy", "cookie");

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
        }
        return kept;
    }

    private static boolean isOurs(String name) {
        return REMOVED.contains(name) || name.startsWith("x-forwarded-") || name.startsWith("x-ares-");
    }
}
