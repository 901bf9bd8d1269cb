package dev.ares.user.authentication;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;

import dev.ares.user.UserServiceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Even where somebody looks for a fault and has everything logged, no line is worth stealing. */
@UserServiceTest
@ExtendWith(OutputCaptureExtension.class)
class SecretsInLogsIT {

    private static final List<String> TALKATIVE =
            List.of("dev.ares", "org.springframework.web", "org.springframework.http", "org.springframework.security");
    private static final List<String> SECRETS = List.of(
            "ARES_TOKEN_SIGNING_KEY", "ARES_SERVICE_TOKEN_SECRET", "ARES_DATABASE_PASSWORD", "ARES_ADMIN_PASSWORD");

    // One that logs nothing of its own.
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Autowired
    Environment environment;

    @Autowired
    LoggingSystem logging;

    @BeforeEach
    void logEverything() {
        TALKATIVE.forEach(logger -> logging.setLogLevel(logger, LogLevel.DEBUG));
    }

    @AfterEach
    void logAsBefore() {
        TALKATIVE.forEach(logger -> logging.setLogLevel(logger, null));
    }

    @Test
    void aLogInAndARefreshLeaveNoPasswordTokenOrKey(CapturedOutput output) throws Exception {
        String email = UUID.randomUUID() + "@example.org";
        post("/api/users", "{'email':'%s','password':'right horse','name':'Ada'}".formatted(email), 201);
        post("/api/auth/token", "{'email':'%s','password':'wrong horse'}".formatted(email), 401);
        post("/api/auth/token", "{'email':'a@b.co','password':'cut horse'", 400);
        post("/api/auth/token", "{'email':'a@b.co','password':['listed horse']}", 400);
        post("/api/auth/token", "{'email':'a@b.co','passwort':'misnamed horse'}", 400);
        String first = post("/api/auth/token", "{'email':'%s','password':'right horse'}".formatted(email), 200);
        String refresh = "{'refreshToken':'%s'}".formatted(text(first, "refreshToken"));
        String second = post("/api/auth/refresh", refresh, 200);
        post("/api/auth/refresh", refresh, 401);
        String token = text(first, "accessToken");
        send(request("/api/users/me").header("Authorization", "Bearer " + token), 200);
        send(request("/api/users/me").header("Authorization", "Bearer " + token + "x"), 401);

        String log = output.getAll();
        assertThat(log).contains("POST \\\"/api/auth/refresh\\\"");
        // The line by which a stolen token is found out leads to the request that came with it.
        assertThat(log.lines().filter(line -> line.contains("an old or expired token came")))
                .isNotEmpty()
                .allMatch(line -> line.contains("\"traceId\":"));
        Stream<String> theirs = Stream.of(first, second)
                .flatMap(tokens -> Stream.of(text(tokens, "accessToken"), text(tokens, "refreshToken")))
                .flatMap(secret -> Stream.of(secret, secret.substring(secret.lastIndexOf('.') + 1)));
        Stream<String> ours = SECRETS.stream().map(environment::getProperty).map(Objects::requireNonNull);
        assertThat(Stream.concat(theirs, ours).filter(log::contains)).isEmpty();
        assertThat(Stream.of(" horse", "$argon2id").filter(log::contains)).isEmpty();
    }

    /** @param json with single quotes */
    private String post(String path, String json, int status) throws Exception {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json.replace('\'', '"'))),
                status);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + environment.getProperty("local.server.port") + path));
    }

    private static String send(HttpRequest.Builder request, int status) throws Exception {
        HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private static String text(String json, String field) {
        return JsonPath.read(json, "$." + field);
    }
}
