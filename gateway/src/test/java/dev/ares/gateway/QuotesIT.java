package dev.ares.gateway;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** REST outside, gRPC inside: prices of a basket. */
class QuotesIT extends RunningGateway {

    private static final String MUG = "{\"skus\":[\"mug\"]}";

    @Autowired
    private MeterRegistry metrics;

    @BeforeEach
    void awaitTheCatalogue() {
        assertThat(awaitAnswer(quotes(MUG)).statusCode()).isEqualTo(200);
    }

    @Test
    void jsonGoesInAndOutByTheMappingOfProtobuf() {
        HttpResponse<String> answer = send(quotes(MUG));

        assertThat(answer.body())
                .isEqualTo("{\"quotes\":[{\"sku\":\"mug\",\"name\":\"A \\u003cmug\\u003e\","
                        + "\"unitPrice\":{\"amount\":\"9007199254740993\",\"currency\":\"EUR\"}}]}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("X-Ares-Route")).contains("quotes");
        assertThat(send(quotes("{}")).body()).isEqualTo("{\"quotes\":[]}");
        assertThat(send(quotes("{\"skus\":null}")).body()).isEqualTo("{\"quotes\":[]}");
    }

    @Test
    void theServiceLearnsWhoAsksForWhichRequestAndHowLong() {
        String traceId = "0af7651916cd43dd8448eb211c80319c";
        HttpResponse<String> answer = send(quotes(MUG)
                .header("X-Request-Id", "basket-1")
                .header("traceparent", "00-" + traceId + "-b7ad6b7169203331-01"));

        assertThat(answer.headers().firstValue("X-Request-Id")).contains("basket-1");
        // Twice where the first was not answered in time.
        assertThat(catalogue.calls("basket-1")).isNotEmpty().allSatisfy(call -> {
            assertThat(call.method()).isEqualTo("ares.inventory.v1.Catalogue/Quote");
            assertThat(call.caller()).isEqualTo("gateway");
            assertThat(call.traceparent()).startsWith("00-" + traceId + "-").doesNotContain("b7ad6b7169203331");
            assertThat(call.deadlineMillis()).isBetween(1L, 1000L);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"skus\":[\"a\",5]}                     | skus[1] (expected: a text)",
                "{\"skus\":[],\"skus\":[]}                | skus (expected: once; it stands twice in the same object)",
                "{\"skus\":[                              | body (expected: well-formed JSON",
                "{\"skus\":[\"status-INVALID_ARGUMENT\"]} | skus (expected: at most 1000)",
            })
    void badInputIsRefusedByNameHereOrInTheService(String body, String detail) {
        HttpResponse<String> answer = send(quotes(body));

        assertProblem(answer, 400, "invalid-request");
        assertThat(answer.body()).contains("\"detail\":\"" + detail, "\"errors\":[{\"field\":");
    }

    @Test
    void aServiceThatIsAwayForAMomentIsAskedAgain() {
        HttpResponse<String> answer =
                send(quotes("{\"skus\":[\"status-UNAVAILABLE\"]}").header("X-Request-Id", "again"));

        assertProblem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(catalogue.calls("again")).hasSize(3);
    }

    @Test
    void aServiceThatStaysSilentIsNotWaitedForBeyondTheDeadline() {
        assertProblem(send(quotes("{\"skus\":[\"silence\"]}")), 504, "gateway-timeout");
    }

    /** Failures open the circuit, for everyone. */
    @Test
    void whatTheServiceRefusesIsNoFailureOfTheCall() {
        double failed = calls("failed");
        double answered = calls("answered");

        send(quotes("{\"skus\":[\"status-INVALID_ARGUMENT\"]}"));

        assertThat(calls("failed")).isEqualTo(failed);
        assertThat(calls("answered")).isEqualTo(answered + 1);
    }

    private double calls(String outcome) {
        return metrics.counter("ares.calls", "call", "quotes", "outcome", outcome)
                .count();
    }

    @Test
    void itIsHeldToTheTokenTheMethodAndTheMediaType() {
        assertProblem(send(request("/api/quotes").POST(BodyPublishers.ofString(MUG))), 401, "unauthorized");
        assertThat(send(request("/api/quotes", "customer")).statusCode()).isEqualTo(404);
        for (String type : List.of("text/plain", "nonsense")) {
            HttpResponse<String> other = send(request("/api/quotes", "customer")
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString(MUG)));
            assertProblem(other, 415, "unsupported-media-type");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ares.inventory.v1.Catalogue/Quote",
                "/ares.inventory.v1.Catalogue/Availability",
                "/api/ares.inventory.v1.Catalogue/Availability",
                "/api/availability",
                "/api/quotes/availability",
                "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
            })
    void nothingElseOfWhatSpeaksGrpcIsReached(String path) {
        for (String type : Set.of("application/grpc", "application/json")) {
            HttpResponse<String> answer = send(request(path, "admin")
                    .header("Content-Type", type)
                    .header("X-Request-Id", "unlisted")
                    .POST(BodyPublishers.ofString("{}")));
            assertThat(answer.statusCode()).isEqualTo(404);
        }
        assertThat(catalogue.calls("unlisted")).isEmpty();
    }

    private HttpRequest.Builder quotes(String body) {
        return request("/api/quotes", "customer")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }
}
