package dev.ares.gateway.routing;

import java.util.List;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

import dev.ares.gateway.endpoint.Endpoint;
import dev.ares.web.IdempotencyKey;

/**
 * Which requests do no more when an instance that gave no answer may have done them: GET and HEAD without a body, PUT (RFC
 * 9110), and those that services do once for each Idempotency-Key.
 *
 * @param keyed where a service refuses whoever sends none
 */
record DoneOnce(List<Endpoint> keyed) {

    static DoneOnce of(RoutingSettings settings) {
        return new DoneOnce(Endpoint.all(settings.keyed()));
    }

    /** Whether the request is such a one. */
    boolean is(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        HttpMethod method = request.getMethod();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            return !Unanswered.hasBody(exchange);
        }
        return method.equals(HttpMethod.PUT)
                || (request.getHeaders().containsHeader(IdempotencyKey.HEADER)
                        && keyed.stream().anyMatch(endpoint -> endpoint.fits(request)));
    }
}
