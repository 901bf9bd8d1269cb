package dev.ares.order;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What operators see of sagas and do to them. */
class SagaAdminIT extends RunningService {

    @Test
    void listsRunningCheckoutsPageByPage() {
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            placed.add(body(place("ann", newKey(), order("pm_silent", "mug"), "wait=0"))
                    .path("id")
                    .asString());
        }

        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = sagas("running", cursor);
            page.path("items").forEach(saga -> listed.add(saga.path("id").asString()));
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());

        assertThat(listed).doesNotHaveDuplicates().containsSubsequence(placed);
        caller("op", "operator")
                .get()
                .uri("/api/admin/sagas?cursor=nonsense")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    private JsonNode sagas(String status, String cursor) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath("/api/admin/sagas")
                .queryParam("status", status)
                .queryParam("limit", 1);
        if (!cursor.isEmpty()) {
            uri.queryParam("cursor", cursor);
        }
        return body(caller("op", "operator")
                .get()
                .uri(uri.toUriString())
                .exchange()
                .expectStatus()
                .isOk());
    }
}
