package dev.ares.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What is compressed, and what is not. */
class CompressionIT extends RunningGateway {

    private static final String LARGE = "/api/products/large";

    private static Backend users;

    @BeforeAll
    static void startUsers() {
        users = Backend.start("user-service", REGISTRY);
    }

    @AfterAll
    static void stopUsers() {
        users.close();
    }

    @Test
    void aLargeJsonAnswerIsCompressedForWhoAsks() throws IOException {
        awaitAnswer(request("/api/products"));

        HttpResponse<byte[]> answer = bytes(accepting(LARGE));

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(answer.headers().firstValue("X-Ares-Route")).contains("inventory-service");
        assertThat(answer.body()).hasSizeLessThan(1000);
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(plain.readAllBytes(), UTF_8)).isEqualTo(Backend.LARGE_JSON);
        }
    }

    @Test
    void whoDoesNotAskGetsItPlain() {
        awaitAnswer(request("/api/products"));

        HttpResponse<byte[]> answer = bytes(request(LARGE));

        assertPlain(answer);
        assertThat(answer.headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(answer.body()).hasSize(Backend.LARGE_JSON.length());
        assertPlain(bytes(accepting(LARGE).method("HEAD", BodyPublishers.noBody())));
    }

    /** Each follows a compressed one on the same connection. */
    @Test
    void whatIsSmallOrNoJsonOrEventsOrATokenIsNot() {
        awaitAnswer(request("/api/products"));
        awaitAnswer(request("/api/orders", "customer"));
        awaitAnswer(request("/api/auth/token").POST(BodyPublishers.noBody()));
        for (String path : new String[] {"/api/products/small", "/api/products", "/api/auth/large", "/nothing"}) {
            assertCompressed();
            assertPlain(bytes(accepting(path)));
        }
        assertCompressed();
        HttpResponse<byte[]> events =
                bytes(accepting("/api/orders/o-1/events").header("Authorization", "Bearer " + customer()));
        assertPlain(events);
        assertThat(new String(events.body(), UTF_8)).contains("id: 3");
    }

    private void assertCompressed() {
        assertThat(bytes(accepting(LARGE)).headers().firstValue("Content-Encoding"))
                .contains("gzip");
    }

    private static void assertPlain(HttpResponse<byte[]> answer) {
        assertThat(answer.headers().firstValue("Content-Encoding"))
                .as("%s", answer)
                .isEmpty();
    }

    private static String customer() {
        return ISSUER.token("u-1", "customer");
    }

    private HttpRequest.Builder accepting(String path) {
        return request(path).header("Accept-Encoding", "gzip, deflate");
    }

    private static HttpResponse<byte[]> bytes(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofByteArray());
    }
}
