package dev.ares.order.global;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Orders over HTTP, and waits for how it ends. */
final class Customer {

    private final WebTestClient http;

    Customer(int port, String token, Duration patience) {
        this.http = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(patience)
                .defaultHeader("Authorization", "Bearer " + token)
                .build();
    }

    static Map<String, Object> order(String sku) {
        return Map.of("items", List.of(Map.of("sku", sku, "quantity", 1)), "payment", Map.of("method", "pm_card_visa"));
    }

    static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
        var extended = new HashMap<>(body);
        extended.put(field, value);
        return extended;
    }

    JsonNode placed(Map<String, Object> body) {
        return answer(http.post()
                .uri("/api/orders")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Prefer", "wait=20")
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isCreated());
    }

    List<String> events(String order) {
        return answer(http.get()
                        .uri("/api/orders/" + order + "/timeline")
                        .exchange()
                        .expectStatus()
                        .isOk())
                .path("entries")
                .valueStream()
                .map(entry -> entry.path("event").asString())
                .toList();
    }

    private static JsonNode answer(WebTestClient.ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectBody(JsonNode.class).returnResult().getResponseBody());
    }
}
