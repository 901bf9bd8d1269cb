package dev.ares.gateway;

import java.io.IOException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A request that two servers could read as two different ones goes no further, nor does what comes after it. */
class SmugglingIT extends RunningGateway {

    private static final String HIDDEN = "GET /api/products/hidden HTTP/1.1\r\nHost: a\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 0\r\nContent-Length: 48",
                "Content-Length: 0, 48",
                "Content-Length: +48",
                "Content-Length: -1",
                "Content-Length: 0x30",
                "Content-Length : 48",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: gzip",
                "Content-Length: 48\r\nTransfer-Encoding: chunked",
                "X: a\rContent-Length: 48",
                "X: a\0b",
                "X\0: a",
            })
    void whatTwoServersCouldReadDifferentlyIsRefused(String headers) throws IOException {
        String answer = raw("POST /api/webhooks/stripe HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n" + HIDDEN);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
        assertThat(answer).containsIgnoringCase("connection: close");
        assertThat(answer).doesNotContain("/api/products/hidden", "X-Ares-Route");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 48\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"})
    void aBodyThatDoesNotEndHoldsNoConnectionToAServiceForLong(String begun) throws IOException {
        awaitAnswer(request("/api/products"));

        String answer = raw("GET /api/products HTTP/1.1\r\nHost: a\r\n" + begun);

        assertThat(answer).startsWith("HTTP/1.1 408").contains("problems/request-timeout", "within 2000 ms");
        assertThat(answer).containsIgnoringCase("connection: close");
    }
}
