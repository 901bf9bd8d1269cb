package dev.ares.observability.tracing;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class OtlpEndpointTest {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void nothingIsExportedUnlessAskedFor() {
        assertThat(property()).isNull();
        environment.setProperty("ARES_OTLP_ENDPOINT", "");
        assertThat(property()).isNull();
    }

    @Test
    void spansGoToTheReceiverThatIsNamed() {
        environment.setProperty("ARES_OTLP_ENDPOINT", "http://collector:4318/");

        assertThat(property()).isEqualTo("http://collector:4318/v1/traces");
    }

    @Test
    void whoNamesThePropertyItselfWins() {
        environment.setProperty("ARES_OTLP_ENDPOINT", "http://collector:4318");
        environment.setProperty(OtlpEndpoint.PROPERTY, "http://elsewhere/traces");

        assertThat(property()).isEqualTo("http://elsewhere/traces");
    }

    private @Nullable String property() {
        new OtlpEndpoint().postProcessEnvironment(environment, new SpringApplication());
        return environment.getProperty(OtlpEndpoint.PROPERTY);
    }
}
