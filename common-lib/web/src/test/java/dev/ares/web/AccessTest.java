package dev.ares.web;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ares.test.identity.ForgedTokens;
import dev.ares.test.identity.TestKey;

import static dev.ares.test.identity.TestKey.ACCESS_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AccessTest extends EdgeTest {

    private static final String ORDER = """
            {"items": [{"sku": "mug", "quantity": 1}], "payment": {"method": "pm_card_visa"}, "mood": "GOOD"}""";

    @Test
    void aControllerLearnsWhoCallsAndUnderWhichKey() {
        assertThat(order("u-1", "key-1").body()).isEqualTo("u-1 key-1 1 null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a,\"b\" c", "tab\ttab"})
    void aBadIdempotencyKeyIsNamed(String key) {
        HttpResponse<String> answer = order("u-1", key);

        BadInputTest.assertProblem(answer, 400, "invalid-request");
        assertThat(answer.body()).contains("\"field\":\"Idempotency-Key\"");
    }

    @Test
    void aMissingIdempotencyKeyIsNamed() {
        assertThat(order("u-1").body()).contains("\"field\":\"Idempotency-Key\"");
    }

    @Test
    void twoIdempotencyKeysAreOneTooMany() {
        assertThat(order("u-1", "a", "b").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void anythingButAValidTokenIsUnauthorized(String authorization) {
        HttpResponse<String> answer = send(request("/api/admin/sagas").header("Authorization", authorization));

        BadInputTest.assertProblem(answer, 401, "unauthorized");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    static Stream<String> badTokens() {
        TestKey foreign = TestKey.of("test");
        TestKey unknown = TestKey.of("another");
        Instant later = Clock.systemUTC().instant().plusSeconds(60);
        return Stream.of(
                "",
                "Bearer",
                "Bearer ",
                "Bearer nonsense",
                "Bearer a.b.c",
                "Basic dXNlcjpwYXNzd29yZA==",
                "Bearer " + foreign.sign(ACCESS_TOKEN, "u-1", later),
                "Bearer " + unknown.sign(ACCESS_TOKEN, "u-1", later),
                "Bearer " + ISSUER.expiredToken("u-1", "admin"),
                "Bearer " + ISSUER.key().sign("rt+jwt", "u-1", later, "admin"),
                "Bearer " + ISSUER.key().sign(ACCESS_TOKEN, "", later, "admin"),
                "Bearer " + serviceTokens("order-service").issue());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgedTokens")
    void aTokenThatIsWrongInOneThingIsUnauthorized(String wrong, String token) {
        assertThat(withToken("Bearer " + token)).as(wrong).isEqualTo(401);
    }

    static Stream<Arguments> forgedTokens() {
        return ForgedTokens.of(ISSUER.key(), Clock.systemUTC().instant()).entrySet().stream()
                .map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @Test
    void oneThatIsRightInAllIsBelieved() {
        String genuine = ForgedTokens.genuine(ISSUER.key(), Clock.systemUTC().instant());

        assertThat(withToken("Bearer " + genuine)).isEqualTo(200);
    }

    @Test
    void aTokenThatIsCalledBackIsRefusedWithinSecondsAndStaysSo() {
        String ended = "Bearer " + ISSUER.tokenOfSession("ended", "u-1", "admin");
        String other = "Bearer " + ISSUER.tokenOfSession("other", "u-1", "admin");
        assertThat(withToken(ended)).isEqualTo(200);

        ISSUER.revoke("ended");
        await().atMost(Duration.ofSeconds(5)).until(() -> withToken(ended) == 401);
        ISSUER.goDown(true);
        try {
            assertThat(withToken(ended)).isEqualTo(401);
            assertThat(withToken(other)).isEqualTo(200);
        } finally {
            ISSUER.goDown(false);
        }
    }

    private int withToken(String authorization) {
        return send(request("/api/admin/sagas").header("Authorization", authorization))
                .statusCode();
    }

    @Test
    void noTokenIsUnauthorizedEvenForUnknownPaths() {
        BadInputTest.assertProblem(get("/api/admin/sagas"), 401, "unauthorized");
        BadInputTest.assertProblem(get("/nothing"), 401, "unauthorized");
    }

    @Test
    void aRoleOpensItsPathsAndNoOther() {
        assertThat(as("customer", "/api/admin/sagas").statusCode()).isEqualTo(403);
        assertThat(as("operator", "/api/admin/sagas").body()).isEqualTo("sagas for u-1");
        assertThat(as("admin", "/api/admin/sagas").statusCode()).isEqualTo(200);
        assertThat(as("operator", "/api/admin/products").body()).contains("role (expected: admin)");
        assertThat(as("admin", "/api/admin/products").statusCode()).isEqualTo(200);
        BadInputTest.assertProblem(as("customer", "/api/admin/products"), 403, "forbidden");
    }

    @Test
    void anOpenPathDoesNotMindABadToken() {
        assertThat(send(request("/open/limit?limit=3").header("Authorization", "Bearer stale"))
                        .body())
                .isEqualTo("limit 3");
    }

    @Test
    void internalPathsAreForOurServicesOnly() {
        String token = serviceTokens("order-service").issue();
        assertThat(send(request("/internal/customers").header("Authorization", "Bearer " + token))
                        .body())
                .isEqualTo("customers");
        BadInputTest.assertProblem(as("admin", "/internal/customers"), 401, "unauthorized");
        BadInputTest.assertProblem(get("/internal/customers"), 401, "unauthorized");
    }

    @Test
    void whoIsLoggedInStaysSoWhileTheIssuerIsDown() {
        assertThat(as("operator", "/api/admin/sagas").statusCode()).isEqualTo(200);
        int before = ISSUER.fetches();
        ISSUER.goDown(true);
        try {
            assertThat(as("operator", "/api/admin/sagas").statusCode()).isEqualTo(200);
            assertThat(ISSUER.fetches()).isEqualTo(before);
        } finally {
            ISSUER.goDown(false);
        }
    }

    private HttpResponse<String> as(String role, String path) {
        return send(request(path).header("Authorization", "Bearer " + ISSUER.token("u-1", role)));
    }

    private HttpResponse<String> order(String user, String... keys) {
        var request = request("/api/orders")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + ISSUER.token(user, "customer"))
                .POST(BodyPublishers.ofString(ORDER));
        for (String key : keys) {
            request.header("Idempotency-Key", key);
        }
        return send(request);
    }

    private static ServiceTokens serviceTokens(String service) {
        return new ServiceTokens(
                Base64.getDecoder().decode(SECRET), service, Clock.offset(Clock.systemUTC(), Duration.ZERO));
    }
}
