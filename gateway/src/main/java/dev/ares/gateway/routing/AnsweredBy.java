package dev.ares.gateway.routing;

import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** Marks an answer with the route that it came by; an answer without the mark is the gateway's own. */
public final class AnsweredBy implements HttpHeadersFilter {

    public static final String HEADER = "X-Ares-Route";

    @Override
    public HttpHeaders filter(HttpHeaders answer, ServerWebExchange exchange) {
        HttpHeaders marked = new HttpHeaders(answer);
        Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        if (route != null) {
            marked.set(HEADER, route.getId());
        }
        return marked;
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }
}
