package dev.ares.gateway.openapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ApiDescriptionTest {

    private final Map<String, Object> document = ApiDescription.onTheClassPath().document();

    @Test
    void partsOfAllServicesAreOneDocument() {
        assertThat(document).containsEntry("openapi", "3.1.0").containsKeys("info", "tags", "components");
        assertThat(map(document.get("paths")))
                .containsKeys(
                        "/api/orders",
                        "/api/products",
                        "/api/auth/token",
                        "/api/webhooks/stripe",
                        "/api/admin/messages/{service}");
        assertThat(map(map(document.get("components")).get("schemas"))).containsKeys("Order", "Product", "Problem");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<Object> references = all("$ref", document);

        assertThat(references).hasSizeGreaterThan(50).allSatisfy(reference -> assertThat(at(reference))
                .as("%s", reference)
                .isNotNull());
    }

    @Test
    void everyCallHasANameOfItsOwnAndIsOnThePage() {
        List<Object> names = all("operationId", document);
        String page = DocsPage.of(document);

        assertThat(names).hasSizeGreaterThan(25).doesNotHaveDuplicates();
        assertThat(page.split("<details>", -1)).hasSize(names.size() + 1);
        assertThat(page).contains("/api/orders/{id}/cancel", "Open to everyone").doesNotContain("null", "<script");
    }

    @Test
    void partsThatContradictEachOtherAreRefused() {
        Map<String, Object> one = Map.of("paths", Map.of("/api/orders", Map.of("get", Map.of())));
        Map<String, Object> other = Map.of("paths", Map.of("/api/users", Map.of("get", Map.of())));

        assertThat(map(ApiDescription.merged(List.of(one, other)).document().get("paths")))
                .containsOnlyKeys("/api/orders", "/api/users");
        assertThatIllegalStateException()
                .isThrownBy(() -> ApiDescription.merged(List.of(one, other, one)))
                .withMessageContaining("/paths//api/orders");
    }

    private static List<Object> all(String name, Object within) {
        List<Object> found = new ArrayList<>();
        if (within instanceof Map<?, ?> fields) {
            fields.forEach((field, value) -> {
                if (field.equals(name)) {
                    found.add(value);
                } else {
                    found.addAll(all(name, value));
                }
            });
        } else if (within instanceof Collection<?> items) {
            items.forEach(item -> found.addAll(all(name, item)));
        }
        return found;
    }

    /** {@code #/components/schemas/Order} */
    private @Nullable Object at(Object reference) {
        Object place = document;
        for (String step : reference.toString().substring(2).split("/", -1)) {
            place = map(place).getOrDefault(step, Map.of());
        }
        return Map.of().equals(place) ? null : place;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }
}
