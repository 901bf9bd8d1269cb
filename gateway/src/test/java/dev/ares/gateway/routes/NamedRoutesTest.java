package dev.ares.gateway.routes;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.ares.settings.LiveSettings;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class NamedRoutesTest {

    private final NamedRoutes routes = new NamedRoutes(LiveSettings.fixed(new RouteTable(
            List.of(new ServiceRoute("orders", "order-service", List.of("/api/orders/**"), false, null)))));

    @Test
    void saysWhichNamesNoRouteHas(CapturedOutput output) {
        routes.lookOver("ares.x", Set.of("orders", "oders"));
        assertThat(output).contains("Settings ares.x name [oders]: no route has this id now");
    }

    @Test
    void saysToWhichServicesNoRouteLeads(CapturedOutput output) {
        routes.lookOverServices("ares.x", Set.of("order-service", "order-servce"));
        assertThat(output).contains("Settings ares.x name [order-servce]: no route leads to this service now");
    }

    @Test
    void saysNothingWhereAllAreRoutes(CapturedOutput output) {
        routes.lookOver("ares.x", Set.of("orders"));
        assertThat(output).doesNotContain("ares.x");
    }
}
