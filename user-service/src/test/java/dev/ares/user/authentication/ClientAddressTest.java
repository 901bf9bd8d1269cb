package dev.ares.user.authentication;

import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import dev.ares.test.time.SetClock;
import dev.ares.web.ServiceTokens;

import static org.assertj.core.api.Assertions.assertThat;

class ClientAddressTest {

    private static final String PEER = "10.0.0.7";

    private final SetClock clock = new SetClock();
    private final ServiceTokens tokens = new ServiceTokens(new byte[32], "gateway", clock);

    @Test
    void whatTheGatewayTellsIsBelieved() {
        assertThat(address("203.0.113.9", tokens.issue())).isEqualTo("203.0.113.9");
        assertThat(address("2001:db8::/64", tokens.issue())).isEqualTo("2001:db8::/64");
    }

    @Test
    void whatAnybodyElseTellsIsNot() {
        byte[] guessed = new byte[32];
        guessed[0] = 1;
        String outdated = tokens.issue();
        clock.advance(ServiceTokens.LIFETIME.multipliedBy(2));

        assertThat(address("203.0.113.9", null)).isEqualTo(PEER);
        assertThat(address("203.0.113.9", "")).isEqualTo(PEER);
        assertThat(address("203.0.113.9", new ServiceTokens(guessed, "gateway", clock).issue()))
                .isEqualTo(PEER);
        assertThat(address("203.0.113.9", outdated)).isEqualTo(PEER);
    }

    @Test
    void withoutAnAddressItIsWhoOpenedTheConnection() {
        assertThat(address(null, tokens.issue())).isEqualTo(PEER);
        assertThat(address("no address", tokens.issue())).isEqualTo(PEER);
    }

    private String address(@Nullable String told, @Nullable String proof) {
        var request = MockServerHttpRequest.post("/api/auth/token").remoteAddress(new InetSocketAddress(PEER, 1));
        if (told != null) {
            request.header(ClientAddress.HEADER, told);
        }
        if (proof != null) {
            request.header(ClientAddress.PROOF, proof);
        }
        return ClientAddress.of(request.build(), tokens);
    }
}
