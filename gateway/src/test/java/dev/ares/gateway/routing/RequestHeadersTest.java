package dev.ares.gateway.routing;

import java.time.Clock;

import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

import dev.ares.gateway.identity.ClientAddress;
import dev.ares.web.ServiceTokens;

import static org.assertj.core.api.Assertions.assertThat;

class RequestHeadersTest {

    private final ServiceTokens tokens = new ServiceTokens(new byte[32], "gateway", Clock.systemUTC());
    private final RequestHeaders headers = new RequestHeaders(tokens);

    @Test
    void userServiceIsShownThatTheAddressIsOurWord() {
        HttpHeaders sent = sentTo("user-service");

        assertThat(sent.get(ClientAddress.HEADER)).containsExactly("203.0.113.9");
        assertThat(sent.get(ClientAddress.PROOF)).singleElement().satisfies(proof -> assertThat(tokens.verify(proof))
                .contains("gateway"));
    }

    @Test
    void nobodyElseIsGivenAToken() {
        HttpHeaders sent = sentTo("order-service");

        assertThat(sent.get(ClientAddress.HEADER)).containsExactly("203.0.113.9");
        assertThat(sent.get(ClientAddress.PROOF)).isNull();
    }

    /** Of a caller who claims both himself. */
    private HttpHeaders sentTo(String service) {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/api/x")
                .header(ClientAddress.HEADER, "10.0.0.1")
                .header(ClientAddress.PROOF, "forged"));
        ClientAddress.found(exchange, "203.0.113.9");
        exchange.getAttributes()
                .put(
                        ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR,
                        Route.async()
                                .id("any")
                                .uri("lb://" + service)
                                .predicate(any -> true)
                                .build());
        return headers.filter(exchange.getRequest().getHeaders(), exchange);
    }
}
