package dev.ares.gateway.routes;

import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;

/** Routes whose answers may take as long as they like: no time-out ends them. */
public final class Streams {

    private static final String NO_LIMIT = "-1";

    private Streams() {}

    static void mark(RouteDefinition route) {
        route.getMetadata().put(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR, NO_LIMIT);
    }

    /** Whether the request goes by such a route. */
    public static boolean isOne(ServerWebExchange exchange) {
        return exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR) instanceof Route route
                && NO_LIMIT.equals(route.getMetadata().get(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR));
    }
}
