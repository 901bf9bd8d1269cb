package dev.ares.gateway.routes;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static ServiceRoute route(String id, String service, String path) {
        return new ServiceRoute(id, service, List.of(path), false);
    }
}
