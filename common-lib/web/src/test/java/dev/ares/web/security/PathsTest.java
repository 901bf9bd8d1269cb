package dev.ares.web.security;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PathsTest {

    private final ServerWebExchangeMatcher paths = Paths.anyOf(List.of("GET /products/**", "POST /orders", "/open/**"));

    @ParameterizedTest
    @CsvSource({"GET, /products/mug", "HEAD, /products/mug", "POST, /orders", "HEAD, /open/x", "DELETE, /open/x"})
    void whatIsSaidOfGetHoldsForHead(String method, String path) {
        assertThat(fits(method, path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"POST, /products/mug", "OPTIONS, /products/mug", "GET, /orders", "HEAD, /orders", "HEAD, /closed"})
    void andForNothingElse(String method, String path) {
        assertThat(fits(method, path)).isFalse();
    }

    @Test
    void noPathsFitNothing() {
        assertThat(isMatch(Paths.anyOf(List.of()), "GET", "/")).isFalse();
    }

    private boolean fits(String method, String path) {
        return isMatch(paths, method, path);
    }

    private static boolean isMatch(ServerWebExchangeMatcher matcher, String method, String path) {
        var request = MockServerHttpRequest.method(HttpMethod.valueOf(method), path);
        return matcher.matches(MockServerWebExchange.from(request))
                .blockOptional()
                .orElseThrow()
                .isMatch();
    }

    @Test
    void aMethodThatIsMisspeltIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Paths.anyOf(List.of("PSOT /api/orders")))
                .withMessage(
                        "path: PSOT /api/orders (expected: a method of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE)");
    }
}
