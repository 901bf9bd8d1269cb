package dev.ares.web;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class FailureTest extends EdgeTest {

    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

    @ParameterizedTest
    @ValueSource(strings = {"bug", "at-once"})
    void aBugIsAnsweredWithoutInternalsAndLoggedUnderTheSameTraceId(String how, CapturedOutput output) {
        HttpResponse<String> answer =
                send(request("/open/fails/" + how).header("traceparent", "00-" + TRACE_ID + "-b7ad6b7169203331-01"));

        BadInputTest.assertProblem(answer, 500, "internal-error");
        assertThat(answer.body()).contains(TRACE_ID).doesNotContain("store.internal", "\tat ");
        assertThat(output.getOut().lines().filter(line -> line.contains("GET /open/fails/" + how + " failed")))
                .singleElement()
                .asString()
                .contains("secret detail of store.internal", "\"traceId\":\"" + TRACE_ID + "\"", "stack_trace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout", "wrapped-timeout", "reset"})
    void troubleBelowUsIsUnavailableAndWorthATry(String how) {
        HttpResponse<String> answer = get("/open/fails/" + how);

        BadInputTest.assertProblem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).doesNotContain("store.internal");
    }

    @Test
    void aProblemIsSentAsItIs() {
        HttpResponse<String> answer = get("/open/fails/problem");

        BadInputTest.assertProblem(answer, 409, "price-changed");
        assertThat(answer.body()).contains("\"title\":\"Price changed\"", "\"detail\":\"total: 5 (expected: 7)\"");
    }

    @Test
    void headHasNoBody() {
        assertThat(send(request("/open/fails/problem")
                                .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()))
                        .body())
                .isEmpty();
    }
}
