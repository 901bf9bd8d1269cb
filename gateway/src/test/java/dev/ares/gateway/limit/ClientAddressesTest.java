package dev.ares.gateway.limit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClientAddressesTest {

    private static final ClientAddresses TRUSTING =
            ClientAddresses.trusting(List.of("10.0.0.0/8", "192.168.1.7/32", "fd00::/8"));

    @ParameterizedTest
    @CsvSource({
        "203.0.113.5, , 203.0.113.5",
        "203.0.113.5, 198.51.100.1, 203.0.113.5",
        "10.1.2.3, , 10.1.2.3",
        "10.1.2.3, 198.51.100.1, 198.51.100.1",
        "10.1.2.3, '6.6.6.6, 198.51.100.1, 192.168.1.7', 198.51.100.1",
        "10.1.2.3, '198.51.100.1, nonsense', 10.1.2.3",
        "10.1.2.3, '198.51.100.1,', 10.1.2.3",
        "fd00::1, 198.51.100.1, 198.51.100.1",
        "2001:db8:1:2:3:4:5:6, , 2001:db8:1:2:0:0:0:0/64",
        "10.1.2.3, 2001:db8:1:2:aaaa::1, 2001:db8:1:2:0:0:0:0/64",
        "10.1.2.3, ::ffff:198.51.100.1, 198.51.100.1",
    })
    void onlyWhatATrustedProxyHasSeenIsBelieved(String peer, String forwarded, String client)
            throws UnknownHostException {
        var request =
                MockServerHttpRequest.get("/").remoteAddress(new InetSocketAddress(InetAddress.getByName(peer), 1));
        if (forwarded != null) {
            request.header("X-Forwarded-For", forwarded);
        }
        assertThat(TRUSTING.of(request.build())).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "example.org/8", "10.0.0/8", "", "1.2.3.4/8/8"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientAddresses.trusting(List.of(text)))
                .withMessageContaining("trusted-proxies: " + text + " (expected: ");
    }
}
