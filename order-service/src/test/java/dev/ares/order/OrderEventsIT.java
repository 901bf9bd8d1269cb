package dev.ares.order;

import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class OrderEventsIT extends RunningService {

    private static final ParameterizedTypeReference<ServerSentEvent<JsonNode>> EVENT =
            new ParameterizedTypeReference<>() {};

    @Test
    void streamsTheTimelineToItsEnd() {
        String id = body(place("ann", newKey(), order("pm_card_visa", "mug"), "wait=0"))
                .path("id")
                .asString();

        List<ServerSentEvent<JsonNode>> events = stream(id, "");

        assertThat(events)
                .extracting(ServerSentEvent::event)
                .startsWith("OrderPlaced")
                .endsWith("COMPLETED");
        assertThat(events)
                .extracting(ServerSentEvent::id)
                .doesNotHaveDuplicates()
                .startsWith("1", "2", "3");
        assertThat(Objects.requireNonNull(events.get(0).data()).path("event").asString())
                .isEqualTo("OrderPlaced");
    }

    @Test
    void goesOnAfterTheLastEventThatAClientSaw() {
        String id = placed("ann", order("pm_card_visa", "scarce")).path("id").asString();
        List<ServerSentEvent<JsonNode>> all = stream(id, "");
        assertThat(all)
                .extracting(ServerSentEvent::event)
                .containsExactly("OrderPlaced", "DISPATCHED", "REFUSED", "OrderCancelled");

        assertThat(stream(id, "2")).extracting(ServerSentEvent::event).containsExactly("REFUSED", "OrderCancelled");
        assertThat(stream(id, "4")).as("everything was seen").isEmpty();
        customer("ann")
                .get()
                .uri("/api/orders/{id}/events", id)
                .header("Last-Event-ID", "x")
                .exchange()
                .expectStatus()
                .isBadRequest();
        assertThat(stream(id, "4" + ".1".repeat(3000)))
                .as("as many refunds as a header holds")
                .isEmpty();
    }

    @Test
    void refusesMoreStreamsThanACustomerMayHave() {
        String id = body(place("fan", newKey(), order("pm_silent", "mug"), "wait=0"))
                .path("id")
                .asString();
        Disposable open = Flux.range(0, 2)
                .flatMap(i -> customer("fan")
                        .get()
                        .uri("/api/orders/{id}/events", id)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .returnResult(EVENT)
                        .getResponseBody())
                .subscribe();

        await().atMost(PATIENCE).untilAsserted(() -> customer("fan")
                .get()
                .uri("/api/orders/{id}/events", id)
                .exchange()
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .exists("Retry-After")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON));
        open.dispose();
        await().atMost(PATIENCE).untilAsserted(() -> customer("fan")
                .get()
                .uri("/api/orders/{id}/events", id)
                .exchange()
                .expectStatus()
                .isOk());
    }

    private List<ServerSentEvent<JsonNode>> stream(String id, String lastEventId) {
        return Objects.requireNonNull(customer("ann")
                .get()
                .uri("/api/orders/{id}/events", id)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .header("Last-Event-ID", lastEventId)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(EVENT)
                .getResponseBody()
                .filter(event -> event.data() != null)
                .collectList()
                .block(PATIENCE));
    }
}
