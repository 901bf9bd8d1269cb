package dev.ares.user.authentication;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.jayway.jsonpath.JsonPath;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.ares.test.identity.ForgedTokens;
import dev.ares.test.identity.TestKey;
import dev.ares.user.TestUsers;
import dev.ares.user.UserServiceTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@UserServiceTest
class AuthenticationIT {

    @Autowired
    TestUsers users;

    @Autowired
    ConnectionFactory connections;

    @Autowired
    RSAKey signingKey;

    @Test
    void anyoneVerifiesATokenByThePublishedKeys() throws Exception {
        TestUsers.User ada = users.register();
        JWKSet keys = JWKSet.parse(users.text(users.get("/.well-known/jwks.json", null), 200));
        SignedJWT token = SignedJWT.parse(ada.accessToken());

        var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
        assertThat(key.isPrivate()).isFalse();
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo(ada.id());
    }

    @Test
    void aWrongPasswordAndAnUnknownUserGetTheSameAnswer() {
        TestUsers.User ada = users.register();

        String wrong = users.text(logIn(ada.email(), "wrong horse"), 401);
        String unknown = users.text(logIn("nobody-" + ada.email(), TestUsers.PASSWORD), 401);
        String impossible = users.text(logIn(ada.email(), "x"), 401);

        assertThat(withoutTrace(wrong)).isEqualTo(withoutTrace(unknown)).isEqualTo(withoutTrace(impossible));
        assertThat(wrong).contains("https://ares.dev/problems/wrong-credentials");
    }

    @Test
    void aLogInNeedsTexts() {
        users.text(users.post("/api/auth/token", "{\"email\":[],\"password\":{}}", null), 400);
        String problem = users.text(users.post("/api/auth/token", Map.of(), null), 400);
        assertThat(JsonPath.<List<String>>read(problem, "$.errors[*].field")).containsExactly("email", "password");
        users.text(logIn("a\\u0000@example.org", "12345678"), 401);
    }

    @Test
    void aRefreshTokenWorksOnceAndItsSecondUseEndsTheSession() {
        TestUsers.User ada = users.register();

        String renewed = users.text(refresh(ada.refreshToken()), 200);
        String next = JsonPath.read(renewed, "$.refreshToken");
        String access = JsonPath.read(renewed, "$.accessToken");
        users.get("/api/users/me", access).expectStatus().isOk();

        users.text(refresh(ada.refreshToken()), 401);
        users.text(refresh(next), 401);
        users.logIn(ada.id(), ada.email(), TestUsers.PASSWORD);
    }

    @Test
    void aRefreshThatFailsLeavesTheTokenGood() {
        TestUsers.User ada = users.register();

        Mono.usingWhen(
                        connections.create(),
                        other -> Mono.from(other.beginTransaction())
                                // However long the machine takes for the request.
                                .then(execute(other, "SET LOCAL idle_in_transaction_session_timeout = 0"))
                                .then(execute(other, "SET LOCAL transaction_timeout = 0"))
                                .then(execute(other, "LOCK TABLE account IN ACCESS EXCLUSIVE MODE"))
                                .then(Mono.fromRunnable(() -> users.text(refresh(ada.refreshToken()), 503))
                                        .subscribeOn(Schedulers.boundedElastic()))
                                .then(Mono.from(other.rollbackTransaction())),
                        Connection::close)
                .block(Duration.ofSeconds(30));

        users.text(refresh(ada.refreshToken()), 200);
    }

    private static Mono<Void> execute(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .flatMap(Result::getRowsUpdated)
                .then();
    }

    @Test
    void rolesAreReadAgainOnRefresh() throws Exception {
        TestUsers.User ada = users.register();
        users.text(
                users.send(
                        HttpMethod.PUT,
                        "/api/admin/users/" + ada.id() + "/roles",
                        Map.of("roles", List.of("admin")),
                        users.admin().accessToken(),
                        Map.of()),
                200);

        String renewed = users.text(refresh(ada.refreshToken()), 200);

        SignedJWT token = SignedJWT.parse(JsonPath.read(renewed, "$.accessToken"));
        assertThat(token.getJWTClaimsSet().getStringListClaim("roles")).contains("admin", "operator", "customer");
    }

    @Test
    void whoLoggedOutCannotRefresh() {
        TestUsers.User ada = users.register();
        Map<String, String> body = Map.of("refreshToken", ada.refreshToken());

        users.post("/api/auth/logout", body, null).expectStatus().isNoContent();
        users.post("/api/auth/logout", body, null).expectStatus().isNoContent();
        users.text(refresh(ada.refreshToken()), 401);
    }

    @Test
    void otherSessionsOfTheUserGoOnUpToALimit() {
        TestUsers.User first = users.register();
        TestUsers.User second = users.logIn(first.id(), first.email(), TestUsers.PASSWORD);
        users.post("/api/auth/logout", Map.of("refreshToken", first.refreshToken()), null);
        users.text(refresh(second.refreshToken()), 200);

        for (int i = 0; i < 22; i++) {
            users.logIn(first.id(), first.email(), TestUsers.PASSWORD);
        }
        assertThat(users.number("SELECT count(*) FROM login_session WHERE user_id = '" + first.id() + "'"))
                .isEqualTo(20);
    }

    @Test
    void withoutAValidTokenThereIsNoProfile() {
        TestUsers.User ada = users.register();
        String forged = ada.accessToken().substring(0, ada.accessToken().lastIndexOf('.')) + ".c2lnbmF0dXJl";

        users.get("/api/users/me", null).expectStatus().isUnauthorized();
        users.get("/api/users/me", forged).expectStatus().isUnauthorized();
        users.get("/api/users/me", UUID.randomUUID().toString()).expectStatus().isUnauthorized();
    }

    /** It verifies by its own keys, on a path of its own. */
    @Test
    void aTokenThatIsWrongInOneThingIsUnauthorizedWhereItIsMade() throws Exception {
        TestKey key = TestKey.of(signingKey.getKeyID(), signingKey.toKeyPair());
        Instant now = Clock.systemUTC().instant();

        users.get("/api/admin/messages/user-service", ForgedTokens.genuine(key, now))
                .expectStatus()
                .isOk();
        ForgedTokens.of(key, now)
                .forEach((wrong, token) -> assertThat(users.get("/api/admin/messages/user-service", token)
                                .returnResult(String.class)
                                .getStatus()
                                .value())
                        .as(wrong)
                        .isEqualTo(401));
    }

    @Test
    void ofTwentyRefreshesAtOnceOneWinsAtMostAndTheSessionEnds() {
        TestUsers.User ada = users.register();

        List<EntityExchangeResult<String>> answers = Flux.range(0, 20)
                .flatMap(
                        i -> Mono.fromCallable(() -> refresh(ada.refreshToken())
                                        .expectBody(String.class)
                                        .returnResult())
                                .subscribeOn(Schedulers.boundedElastic())
                                // Who waited too long for a lock has not won, and comes again.
                                .filter(answer -> answer.getStatus().value() != 503)
                                .repeatWhenEmpty(5, again -> again),
                        20)
                .collectList()
                .block(Duration.ofSeconds(30));

        List<String> won = Objects.requireNonNull(answers).stream()
                .filter(answer -> answer.getStatus().value() == 200)
                .map(answer -> Objects.requireNonNull(answer.getResponseBody()))
                .toList();
        assertThat(won).hasSizeLessThanOrEqualTo(1);
        assertThat(answers)
                .extracting(answer -> answer.getStatus().value())
                .filteredOn(status -> status != 200)
                .containsOnly(401);
        for (String tokens : won) {
            users.text(refresh(JsonPath.read(tokens, "$.refreshToken")), 401);
            String access = JsonPath.read(tokens, "$.accessToken");
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() ->
                            users.get("/api/users/me", access).expectStatus().isUnauthorized());
        }
        users.text(refresh(ada.refreshToken()), 401);
    }

    private WebTestClient.ResponseSpec logIn(String email, String password) {
        return users.post("/api/auth/token", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}", null);
    }

    private WebTestClient.ResponseSpec refresh(String token) {
        return users.post("/api/auth/refresh", Map.of("refreshToken", token), null);
    }

    private static String withoutTrace(String problem) {
        return problem.replaceAll("\"traceId\":\"[^\"]*\"", "");
    }
}
