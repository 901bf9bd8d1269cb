package dev.ares.observability.profiling;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=profiled",
            "spring.cloud.nacos.discovery.enabled=false",
            "spring.config.import=classpath:ares/observability.yml",
            "server.address=127.0.0.1"
        })
class ProfilingTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Test
    void showsWhatTheServiceIsBusyWith() throws Exception {
        AtomicBoolean busy = new AtomicBoolean(true);
        Thread worker = new Thread(() -> countPrimesWhile(busy));
        worker.start();
        try {
            HttpResponse<String> page = get("seconds=2").get();

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
            assertThat(page.body()).contains("<html").contains("countPrimesWhile");
        } finally {
            busy.set(false);
            worker.join();
        }
    }

    @Test
    void recordsOneAtATime() throws Exception {
        CompletableFuture<HttpResponse<String>> one = get("seconds=2&event=alloc");
        CompletableFuture<HttpResponse<String>> other = get("seconds=2&event=alloc");

        assertThat(List.of(one.get().statusCode(), other.get().statusCode())).containsExactlyInAnyOrder(200, 409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seconds=0", "seconds=61", "seconds=x", "event=lock"})
    void isBounded(String query) throws Exception {
        assertThat(get(query).get().statusCode()).isEqualTo(400);
    }

    private CompletableFuture<HttpResponse<String>> get(String query) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/internal/profile?" + query))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    private static long countPrimesWhile(AtomicBoolean busy) {
        long found = 0;
        for (long n = 3; busy.get(); n += 2) {
            boolean prime = true;
            for (long d = 3; d * d <= n && prime; d += 2) {
                prime = n % d != 0;
            }
            found += prime ? 1 : 0;
        }
        return found;
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Profiled {}
}
