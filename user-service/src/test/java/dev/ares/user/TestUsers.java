package dev.ares.user;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.jayway.jsonpath.JsonPath;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Talks to the service as its callers do, and looks into its database. */
public class TestUsers {

    public static final String PASSWORD = "correct horse";

    private final Environment environment;
    private final DatabaseClient database;

    TestUsers(Environment environment, DatabaseClient database) {
        this.environment = environment;
        this.database = database;
    }

    /** A new customer, logged in. */
    public User register() {
        String email = "user-" + UUID.randomUUID() + "@example.org";
        String body = text(post("/api/users", Map.of("email", email, "name", "Ada", "password", PASSWORD), null), 201);
        return logIn(JsonPath.read(body, "$.id"), email, PASSWORD);
    }

    public User admin() {
        String email = Objects.requireNonNull(environment.getProperty("ARES_ADMIN_EMAIL"));
        User admin = logIn("", email, Objects.requireNonNull(environment.getProperty("ARES_ADMIN_PASSWORD")));
        String profile = text(get("/api/users/me", admin.accessToken()), 200);
        return new User(JsonPath.read(profile, "$.id"), email, admin.accessToken(), admin.refreshToken());
    }

    public User logIn(String id, String email, String password) {
        String tokens = text(post("/api/auth/token", Map.of("email", email, "password", password), null), 200);
        return new User(id, email, JsonPath.read(tokens, "$.accessToken"), JsonPath.read(tokens, "$.refreshToken"));
    }

    public WebTestClient.ResponseSpec get(String path, @Nullable String token) {
        return send(HttpMethod.GET, path, null, token, Map.of());
    }

    public WebTestClient.ResponseSpec post(String path, Object body, @Nullable String token) {
        return send(HttpMethod.POST, path, body, token, Map.of());
    }

    public WebTestClient.ResponseSpec post(
            String path, Object body, @Nullable String token, Map<String, String> headers) {
        return send(HttpMethod.POST, path, body, token, headers);
    }

    /** @param body a map or record, or a text that is sent as it is */
    public WebTestClient.ResponseSpec send(
            HttpMethod method,
            String path,
            @Nullable Object body,
            @Nullable String token,
            Map<String, String> headers) {
        WebTestClient client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + environment.getProperty("local.server.port"))
                .responseTimeout(Duration.ofSeconds(20))
                .build();
        WebTestClient.RequestBodySpec request = client.method(method).uri(path).headers(all -> {
            headers.forEach(all::set);
            if (token != null) {
                all.set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
            }
        });
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange();
    }

    public String text(WebTestClient.ResponseSpec response, int status) {
        return Objects.requireNonNull(response.expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    /** Gives points as the admin does; the balance afterwards. */
    public long grant(String userId, long points) {
        String path = "/api/admin/users/" + userId + "/points";
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        String answer = text(send(HttpMethod.POST, path, Map.of("points", points), admin().accessToken(), key), 200);
        return ((Number) JsonPath.read(answer, "$.points")).longValue();
    }

    /** One number from the database. */
    public long number(String sql) {
        return Objects.requireNonNull(database.sql(sql)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()
                .block(Duration.ofSeconds(5)));
    }

    /** How many rows there are in every table that a request may write. */
    public List<Long> rowCounts() {
        return List.of(
                number("SELECT count(*) FROM account"),
                number("SELECT count(*) FROM login_session"),
                number("SELECT count(*) FROM points_account"),
                number("SELECT count(*) FROM points_ledger"),
                number("SELECT count(*) FROM points_grant"));
    }

    public record User(String id, String email, String accessToken, String refreshToken) {}
}
