package dev.ares.gateway.routes;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ServiceRouteTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/customers/*",
                "/internal/**",
                "/**",
                "/*/customers/u-1",
                "/{any}/**",
                "/{*all}",
                "/a*/**",
                "/api*/**",
                "/api",
                "/api/",
                "/api/../internal/**",
                "/api/..;/internal",
                "/api//internal/**",
                "/api/%2e%2e/internal/**",
                "/api\\..\\internal",
                "//api/x",
                "api/x",
                "/healthz",
                "/metrics",
                "/ares.inventory.v1.Catalogue/Quote",
                "/api/{",
                "/api/{x:(a|aa)+b}",
                "/api/*a*a*b",
                "/api/ internal",
                ""
            })
    void neverOpensWhatIsInternal(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> route("shop", "order-service", path))
                .withMessageStartingWith("ares.gateway.routes.paths of shop: " + path + " (expected: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "", "127.0.0.1:8084", "http://169.254.169.254", "order-service/internal", "A"})
    void leadsToServicesOnly(String service) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> route("shop", service, "/api/orders"))
                .withMessageStartingWith("ares.gateway.routes.service of shop: " + service + " (expected: ");
    }

    @Test
    void takesPatternsBelowTheApi() {
        assertThat(route("shop", "order-service", "/api/orders/{id}/x-*/**")
                        .definition()
                        .getPredicates())
                .singleElement()
                .satisfies(path -> assertThat(path.getArgs()).containsValue("/api/orders/{id}/x-*/**"));
    }

    @Test
    void aTableHasRoutesAndEachOnce() {
        ServiceRoute route = route("shop", "order-service", "/api/orders");
        assertThatIllegalArgumentException().isThrownBy(() -> new RouteTable(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new RouteTable(List.of(route, route)));
    }

    @Test
    void anAnswerMayTakeAsLongAsTheRouteSays() {
        assertThat(responseTimeout(timed(Duration.ofMillis(1500), false))).isEqualTo("1500");
        assertThat(responseTimeout(timed(null, false))).as("as for all routes").isNull();
        assertThat(responseTimeout(timed(null, true))).as("a stream").isEqualTo("-1");
    }

    private static @Nullable Object responseTimeout(ServiceRoute route) {
        return route.definition().getMetadata().get(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.099S, false, 100ms to 5m",
        "-PT1S, false, 100ms to 5m",
        "PT5M0.001S, false, 100ms to 5m",
        "PT5S, true, none where it streams"
    })
    void noOtherTimeOut(Duration timeout, boolean streams, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> timed(timeout, streams))
                .withMessage("ares.gateway.routes.timeout of shop: %s (expected: %s)".formatted(timeout, expected));
    }

    private static ServiceRoute route(String id, String service, String path) {
        return new ServiceRoute(id, service, List.of(path), false, null);
    }

    private static ServiceRoute timed(@Nullable Duration timeout, boolean streams) {
        return new ServiceRoute("shop", "order-service", List.of("/api/orders"), streams, timeout);
    }
}
