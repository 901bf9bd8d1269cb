package dev.ares.user.authentication;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.jayway.jsonpath.JsonPath;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

import dev.ares.user.TestUsers;
import dev.ares.user.UserServiceTest;
import dev.ares.user.account.Credentials;
import dev.ares.web.RevocationFeed.Entry;
import dev.ares.web.RevocationFeed.Page;
import dev.ares.web.ServiceTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Access tokens are called back: who did what, what is told to those who verify, and that this service does so itself. */
@UserServiceTest
class RevocationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LEEWAY_OF_VERIFIERS = Duration.ofSeconds(30);

    @Autowired
    TestUsers users;

    @Autowired
    DatabaseClient database;

    @Autowired
    ConnectionFactory connections;

    @Autowired
    TokenSettings settings;

    @Autowired
    ServiceTokens serviceTokens;

    @Autowired
    Credentials credentials;

    @Autowired
    AccessTokens accessTokens;

    @Autowired
    LogInThrottle throttle;

    @Test
    void aLogOutTakesTheSessionsTokensAndNoOthers() {
        TestUsers.User here = users.register();
        TestUsers.User there = users.logIn(here.id(), here.email(), TestUsers.PASSWORD);
        String renewed = JsonPath.read(users.text(refresh(here.refreshToken()), 200), "$.accessToken");

        users.post("/api/auth/logout", Map.of("refreshToken", here.refreshToken()), null)
                .expectStatus()
                .isNoContent();

        awaitRefusal(here.accessToken());
        awaitRefusal(renewed);
        assertThat(profile(there.accessToken())).isEqualTo(200);
    }

    @Test
    void aRefreshTokenThatIsUsedTwiceTakesTheSessionsTokens() {
        TestUsers.User victim = users.register();
        TestUsers.User elsewhere = users.logIn(victim.id(), victim.email(), TestUsers.PASSWORD);
        String stolen = JsonPath.read(users.text(refresh(victim.refreshToken()), 200), "$.accessToken");

        users.text(refresh(victim.refreshToken()), 401);

        awaitRefusal(stolen);
        assertThat(profile(elsewhere.accessToken())).isEqualTo(200);
    }

    /** Or it would be accepted again as soon as nobody remembers that it was called back. */
    @Test
    void aTokenOfAReplicaWhoseClockIsAheadExpiresBeforeItsRevocationIsForgotten() throws ParseException {
        TestUsers.User ada = users.register();
        Sessions ahead = new Sessions(database, settings, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10)));
        LogIn replica = new LogIn(credentials, ahead, accessTokens, throttle, new SimpleMeterRegistry());
        LogIn.Tokens tokens = Objects.requireNonNull(
                replica.logIn(ada.email(), TestUsers.PASSWORD, "192.0.2.7").block(PATIENCE));
        LogIn.Tokens renewed = Objects.requireNonNull(
                replica.refresh(tokens.refreshToken(), "192.0.2.7").block(PATIENCE));

        replica.logOut(renewed.refreshToken()).block(PATIENCE);

        for (LogIn.Tokens each : List.of(tokens, renewed)) {
            JWTClaimsSet claims = SignedJWT.parse(each.accessToken()).getJWTClaimsSet();
            assertThat(claims.getExpirationTime().toInstant().plus(LEEWAY_OF_VERIFIERS))
                    .isBefore(forgotten("s:" + claims.getStringClaim("sid")));
        }
    }

    private Instant forgotten(String key) {
        return Objects.requireNonNull(database.sql("SELECT revoked_at FROM revocation WHERE key = $1")
                        .bind("$1", key)
                        .mapValue(OffsetDateTime.class)
                        .one()
                        .block(PATIENCE))
                .toInstant()
                .plus(Revoked.kept(settings));
    }

    @Test
    void aSurplusSessionTakesItsTokens() {
        TestUsers.User oldest = users.register();
        TestUsers.User newest = oldest;
        for (int i = 0; i < settings.sessionsPerUser(); i++) {
            newest = users.logIn(oldest.id(), oldest.email(), TestUsers.PASSWORD);
        }

        awaitRefusal(oldest.accessToken());
        assertThat(profile(newest.accessToken())).isEqualTo(200);
    }

    @Test
    void aChangeOfRolesTakesTheTokensOfBefore() {
        TestUsers.User ada = users.register();
        TestUsers.User bob = users.register();

        changeRoles(ada, "operator");

        awaitRefusal(ada.accessToken());
        String renewed = JsonPath.read(users.text(refresh(ada.refreshToken()), 200), "$.accessToken");
        assertThat(profile(renewed)).isEqualTo(200);
        assertThat(profile(bob.accessToken())).isEqualTo(200);

        changeRoles(ada, "customer");
        awaitRefusal(renewed);
    }

    @Test
    void servicesAreToldAndNobodyElse() throws ParseException {
        TestUsers.User ada = users.register();
        TestUsers.User bob = users.register();
        users.post("/api/auth/logout", Map.of("refreshToken", ada.refreshToken()), null);
        changeRoles(bob, "operator");

        users.get("/internal/revocations", null).expectStatus().isUnauthorized();
        users.get("/internal/revocations", bob.accessToken()).expectStatus().isUnauthorized();
        String told = users.text(users.get("/internal/revocations", serviceTokens.issue()), 200);

        Object sid = SignedJWT.parse(ada.accessToken()).getJWTClaimsSet().getClaim("sid");
        List<Object> entries = JsonPath.read(told, "$.entries");
        assertThat(entries.stream().map(Object::toString))
                .anyMatch(entry -> entry.contains("s:" + sid))
                .anyMatch(entry -> entry.contains("u:" + bob.id()) && entry.contains("least=1"));
    }

    @Test
    void pagesGoOnUntilAllIsTold() {
        for (int i = 0; i < 5; i++) {
            revoke("s:page-" + i, Duration.ZERO);
        }
        Revoked small = new Revoked(database, settings, 2);

        List<Entry> told = new ArrayList<>();
        Page page = page(small, null);
        told.addAll(page.entries());
        while (page.more()) {
            assertThat(page.entries()).hasSize(2);
            page = page(small, page.next());
            told.addAll(page.entries());
        }

        assertThat(told).extracting(Entry::key).contains("s:page-0", "s:page-4").doesNotHaveDuplicates();
        assertThat(page(small, page.next()).entries())
                .as("what was told in the last seconds is told again")
                .isNotEmpty();
    }

    @Test
    void whatIsCommittedLateIsToldToWhoAskedMeanwhile() {
        Revoked feed = new Revoked(database, settings);
        String key = "s:" + UUID.randomUUID();

        String cursor = Mono.usingWhen(
                        connections.create(),
                        open -> Mono.from(open.beginTransaction())
                                .then(Mono.from(open.createStatement(
                                                        "INSERT INTO revocation (key) VALUES ('" + key + "')")
                                                .execute())
                                        .flatMap(result -> Mono.from(result.getRowsUpdated())))
                                .then(feed.after(null))
                                .doOnNext(page -> assertThat(page.entries())
                                        .extracting(Entry::key)
                                        .doesNotContain(key))
                                .flatMap(page -> Mono.from(open.commitTransaction())
                                        .thenReturn(Objects.requireNonNull(page.next()))),
                        Connection::close)
                .block(PATIENCE);

        assertThat(page(feed, cursor).entries()).extracting(Entry::key).contains(key);
    }

    @Test
    void whatMattersNoMoreIsNotToldAndThenCleared() {
        Revoked feed = new Revoked(database, settings);
        revoke("s:old", Revoked.kept(settings).plusSeconds(1));
        revoke("s:young", Revoked.kept(settings).minusSeconds(60));

        assertThat(page(feed, null).entries())
                .extracting(Entry::key)
                .contains("s:young")
                .doesNotContain("s:old");

        TestUsers.User ada = users.register();
        users.post("/api/auth/logout", Map.of("refreshToken", ada.refreshToken()), null);
        assertThat(users.number("SELECT count(*) FROM revocation WHERE key = 's:old'"))
                .isZero();
        assertThat(users.number("SELECT count(*) FROM revocation WHERE key = 's:young'"))
                .isOne();
    }

    @Test
    void aCursorThatNobodyUnderstandsBeginsAnew() {
        Revoked feed = new Revoked(database, settings);
        String key = "s:" + UUID.randomUUID();
        revoke(key, Duration.ofMinutes(5));

        for (String odd : List.of("", "x", "1~2", "99999999999999999999", "1~\u0000~1")) {
            assertThat(page(feed, odd).entries()).extracting(Entry::key).contains(key);
        }
        assertThat(page(feed, page(feed, null).next()).entries())
                .extracting(Entry::key)
                .doesNotContain(key);
    }

    private void revoke(String key, Duration ago) {
        database.sql("INSERT INTO revocation (key, revoked_at) VALUES ($1, now() - make_interval(secs => $2))"
                        + " ON CONFLICT (key) DO UPDATE SET revoked_at = excluded.revoked_at")
                .bind("$1", key)
                .bind("$2", (double) ago.toSeconds())
                .then()
                .block(PATIENCE);
    }

    private static Page page(Revoked feed, @Nullable String cursor) {
        return Objects.requireNonNull(feed.after(cursor).block(PATIENCE));
    }

    private void changeRoles(TestUsers.User user, String role) {
        String path = "/api/admin/users/" + user.id() + "/roles";
        Map<String, List<String>> roles = Map.of("roles", List.of(role));
        users.text(users.send(HttpMethod.PUT, path, roles, users.admin().accessToken(), Map.of()), 200);
    }

    private WebTestClient.ResponseSpec refresh(String token) {
        return users.post("/api/auth/refresh", Map.of("refreshToken", token), null);
    }

    private int profile(String token) {
        return users.get("/api/users/me", token)
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    private void awaitRefusal(String token) {
        await().atMost(PATIENCE).until(() -> profile(token) == 401);
    }
}
