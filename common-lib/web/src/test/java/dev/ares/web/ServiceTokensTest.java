package dev.ares.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServiceTokensTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final byte[] SECRET = new byte[32];

    @Test
    void aTokenNamesItsService() {
        assertThat(at(NOW).verify(at(NOW).issue())).contains("order-service");
    }

    @ParameterizedTest
    @ValueSource(longs = {-29, 0, 59, 89})
    void aTokenHoldsForAMinuteAndALittleBetweenClocks(long later) {
        assertThat(at(NOW.plusSeconds(later)).verify(at(NOW).issue())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {-31, 91, 100_000})
    void outsideOfThatItDoesNot(long later) {
        assertThat(at(NOW.plusSeconds(later)).verify(at(NOW).issue())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
    void anythingElseIsRefused(String token) {
        assertThat(at(NOW).verify(token)).isEmpty();
    }

    @Test
    void aChangedTokenIsRefused() {
        String token = at(NOW).issue();
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(at(NOW).verify(token.substring(0, i) + other + token.substring(i + 1)))
                    .as("changed at %s", i)
                    .isEmpty();
        }
        assertThat(at(NOW).verify(token + "A")).isEmpty();
    }

    @Test
    void anotherSecretIsRefused() {
        byte[] other = SECRET.clone();
        other[0]++;
        assertThat(new ServiceTokens(other, "order-service", Clock.fixed(NOW, ZoneOffset.UTC)).verify(at(NOW).issue()))
                .isEmpty();
    }

    @Test
    void aTokenIsAJwt() {
        String[] parts = at(NOW).issue().split("\\.", -1);
        assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8))
                .isEqualTo("{\"iss\":\"order-service\",\"exp\":"
                        + NOW.plus(Duration.ofSeconds(60)).getEpochSecond() + "}");
    }

    @Test
    void aWeakSecretIsRefusedAtStart() {
        assertThatThrownBy(() -> new ServiceTokens(new byte[31], "order-service", Clock.systemUTC()))
                .hasMessage("secret: 31 bytes (expected: at least 32)");
    }

    private static ServiceTokens at(Instant now) {
        return new ServiceTokens(SECRET, "order-service", Clock.fixed(now, ZoneOffset.UTC));
    }
}
