package dev.ares.gateway.balancing;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class FlightFilterTest {

    @Test
    void streamsOfEventsAreNoLoad() {
        assertThat(flightBy(Route.async().metadata(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR, "-1")))
                .isNull();
        assertThat(flightBy(Route.async())).isNotNull();
    }

    private static @Nullable Flight flightBy(Route.AsyncBuilder route) {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/api/orders/1/events"));
        exchange.getAttributes()
                .put(
                        ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR,
                        route.id("orders")
                                .uri("lb://order-service")
                                .predicate(any -> true)
                                .build());
        var during = new AtomicReference<@Nullable Flight>();
        new FlightFilter()
                .filter(exchange, same -> Mono.fromRunnable(() -> during.set(Flight.of(same))))
                .block();
        return during.get();
    }
}
