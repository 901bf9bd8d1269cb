package dev.ares.web;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BadInputTest extends EdgeTest {

    private static final String VALID = """
            {"items": [{"sku": "mug", "quantity": 1}], "payment": {"method": "pm_card_visa"}, "mood": "GOOD"}""";

    @Test
    void aValidOrderPasses() {
        assertThat(post("/open/orders", VALID).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} -> {1} -> {2} ({3})")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "quantity": 1     | "quantity": 0          | items[0].quantity | 1..1000
            "quantity": 1     | "quantity": -5         | items[0].quantity | 1..1000
            "quantity": 1     | "quantity": "1"        | items[0].quantity | an integer of at most 32 bits
            "quantity": 1     | "quantity": 1.5        | items[0].quantity | an integer of at most 32 bits
            "quantity": 1     | "quantity": 1.0        | items[0].quantity | an integer of at most 32 bits
            "quantity": 1     | "quantity": 99999999999 | items[0].quantity | an integer of at most 32 bits
            "quantity": 1     | "quantity": 1e400      | items[0].quantity | an integer of at most 32 bits
            "quantity": 1     | "quantity": null       | items[0].quantity | present and not null
            "quantity": 1     | "quantity": true       | items[0].quantity | an integer of at most 32 bits
            "quantity": 1     | "quantity": [1]        | items[0].quantity | an integer of at most 32 bits
            "quantity": 1     | "quantity": 01         | items[0]          | well-formed JSON; it breaks at line 1, column 40
            , "quantity": 1   | ~~                     | items[0].quantity | present and not null
            "sku": "mug",     | "sku": null,           | items[0].sku      | present and not null
            "sku": "mug",     | "sku": 5,              | items[0].sku      | a string
            "sku": "mug",     | "sku": " ",            | items[0].sku      | 1 to 64 characters
            "sku": "mug",     | "sku": "a", "sku": "b",| sku               | once; it stands twice in the same object
            "sku": "mug",     | "sku": "a", "price": 0,| items[0].price    | no such field; known here are quantity, sku
            "items": [        | "items": [null,        | items[0]          | present and not null
            "items": [        | "things": [            | items             | present and not null
            "mood": "GOOD"    | "mood": "BETTER"       | mood              | one of GOOD, BAD
            "mood": "GOOD"    | "mood": 0              | mood              | one of GOOD, BAD
            "mood": "GOOD"    | "mood": "GOOD", "before": "soon" | before  | a time as in RFC 3339, such as 2026-01-31T12:00:00Z
            {"method": "pm_card_visa"} | "pm_card_visa" | payment          | an object
            {"method": "pm_card_visa"} | []            | payment           | an object
            [{"sku": "mug", "quantity": 1}] | {}       | items             | an array
            , "mood": "GOOD"} | ~~                     | body              | well-formed JSON; it breaks at line 1, column 81
            """)
    void theAnswerNamesTheFieldAndWhatWasExpected(String part, String other, String field, String expected) {
        HttpResponse<String> answer = post("/open/orders", VALID.replace(part, other));

        assertProblem(answer, 400, "invalid-request");
        assertThat(answer.body()).contains("\"field\":\"" + field + "\",\"expected\":\"" + expected + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "5", "\"text\"", "{", "{]", "{} {}", "\u0000", "nul", "{\"items\"", "NaN"})
    void aBodyThatIsNoOrderIsRefused(String body) {
        assertProblem(post("/open/orders", body), 400, "invalid-request");
    }

    @Test
    void aBodyNestedTooDeepIsRefused() {
        HttpResponse<String> answer = post("/open/orders", "{\"items\":".repeat(5) + "[".repeat(20_000));

        assertProblem(answer, 400, "invalid-request");
    }

    @Test
    void aBodyTooLargeIsRefused() {
        String name = "x".repeat(300 * 1024);
        HttpResponse<String> answer = post("/open/orders", VALID.replace("mug", name));

        assertProblem(answer, 413, "content-too-large");
    }

    @Test
    void anotherContentTypeIsRefusedNamingTheRightOne() {
        HttpResponse<String> answer = send(
                request("/open/orders").header("Content-Type", "text/plain").POST(BodyPublishers.ofString(VALID)));

        assertProblem(answer, 415, "unsupported-media-type");
        assertThat(answer.body()).contains("Content-Type", "application/json");
    }

    @Test
    void anUnacceptableAnswerIsRefused() {
        HttpResponse<String> answer = send(request("/open/orders")
                .header("Content-Type", "application/json")
                .header("Accept", "application/xml")
                .POST(BodyPublishers.ofString(VALID)));

        assertProblem(answer, 406, "not-acceptable");
    }

    @Test
    void anotherMethodIsRefusedNamingTheRightOne() {
        HttpResponse<String> answer = send(request("/open/orders").DELETE());

        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @ParameterizedTest
    @CsvSource({"/open/limit,present", "/open/limit?limit=many,an integer", "/open/limit?limit=,an integer"})
    void aParameterThatIsMissingOrMistypedIsNamed(String path, String expected) {
        HttpResponse<String> answer = get(path);

        assertProblem(answer, 400, "invalid-request");
        assertThat(answer.body()).contains("\"field\":\"limit\"", expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open/nothing", "/open/", "/open/fails", "/open/orders/../nothing"})
    void anUnknownPathIsNotFound(String path) {
        assertThat(get(path).statusCode()).isIn(400, 404);
        assertThat(get(path).headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains("\"type\":\"https://ares.dev/problems/" + type + "\"", "\"status\":" + status)
                .containsPattern("\"traceId\":\"[0-9a-f]{32}\"")
                .doesNotContain("dev.ares", "jackson", "Exception", "springframework");
    }
}
