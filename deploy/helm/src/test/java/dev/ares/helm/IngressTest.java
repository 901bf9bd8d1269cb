package dev.ares.helm;

import java.util.Map;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the world reaches through the ingress. */
class IngressTest {

    @Test
    void theApiAndThePublicKeysAndNothingElse() {
        assertThat(paths(Map.of())).containsExactlyInAnyOrder("/api", "/.well-known/jwks.json");
    }

    @Test
    void theDescriptionOfTheApiWhereItIsAskedFor() {
        assertThat(paths(Map.of("ingress.apiDocs", true)))
                .containsExactlyInAnyOrder("/api", "/.well-known/jwks.json", "/docs", "/openapi.json");
    }

    private static Stream<String> paths(Map<String, Object> values) {
        return Json.all(
                        Manifests.parse(Chart.template(values, "values-production.yaml"))
                                .the("Ingress", "ares-gateway")
                                .json(),
                        "spec.rules[].http.paths[].path")
                .map(JsonElement::getAsString);
    }
}
