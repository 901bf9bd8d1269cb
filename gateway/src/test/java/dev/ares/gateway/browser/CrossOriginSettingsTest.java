package dev.ares.gateway.browser;

import java.time.Duration;
import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CrossOriginSettingsTest {

    private static final Duration AGE = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://shop.example", "http://127.0.0.1:3000"})
    void takesOrigins(String origin) {
        assertThat(allowing(origin).toCors().checkOrigin(origin)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shop.example", "https://*.example", "https://shop.example/", "null", "https://a@b"})
    void refusesWhatIsNoneAndSaysWhatItExpects(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> allowing(origin))
                .withMessageStartingWith("ares.gateway.cross-origin.allowed-origins: " + origin + " (expected: ");
    }

    /** Such a name would be refused where it is written: into every answer to a page of another origin. */
    @ParameterizedTest
    @ValueSource(strings = {"", "X-Trace Id", "X-Id\r\nSet-Cookie: a", "X:Id", "Größe", "GET,POST"})
    void refusesNamesThatNoAnswerCanCarry(String name) {
        assertRefused("allowed-methods", () -> settings(List.of("GET", name), List.of(), List.of(), AGE));
        assertRefused("allowed-headers", () -> settings(List.of("GET"), List.of(name), List.of(), AGE));
        assertRefused("exposed-headers", () -> settings(List.of("GET"), List.of(), List.of("ETag", name), AGE));
    }

    @Test
    void takesAnyTokenAndTheStarForAll() {
        CrossOriginSettings settings = settings(List.of("*"), List.of("X-Trace_Id", "*"), List.of("*"), AGE);

        assertThat(settings.toCors().checkHttpMethod(HttpMethod.PATCH)).contains(HttpMethod.PATCH);
        assertThat(settings.toCors().checkHeaders(List.of("X-Any"))).contains("X-Any");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1S", "PT24H0.001S"})
    void refusesAnAgeThatNoBrowserTakes(Duration age) {
        assertRefused("max-age", () -> settings(List.of("GET"), List.of(), List.of(), age));
    }

    private static void assertRefused(String name, ThrowingCallable made) {
        assertThatIllegalArgumentException()
                .isThrownBy(made)
                .withMessageStartingWith("ares.gateway.cross-origin." + name + ": ")
                .withMessageContaining(" (expected: ");
    }

    private static CrossOriginSettings allowing(String origin) {
        return new CrossOriginSettings(List.of(origin), List.of("GET"), List.of(), List.of(), AGE);
    }

    private static CrossOriginSettings settings(
            List<String> methods, List<String> headers, List<String> exposed, Duration age) {
        return new CrossOriginSettings(List.of("https://shop.example"), methods, headers, exposed, age);
    }
}
