package dev.ares.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;

import dev.ares.web.ServiceTokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ToolsTest {

    @Test
    void withoutACommandItSaysWhatThereIs() {
        assertThat(Tools.run(Map.of())).isZero();
    }

    @Test
    void aMissingSettingIsASentenceAndNotAStackTrace() {
        assertThat(Tools.run(Map.of(), "check")).isEqualTo(2);
        assertThat(Tools.run(Map.of("ARES_GATEWAY", "http://127.0.0.1:1"), "demo"))
                .isEqualTo(2);
    }

    @Test
    void anUnreachableGatewayIsASentenceToo() {
        var settings = Map.of(
                "ARES_GATEWAY", "http://127.0.0.1:1", "ARES_ADMIN_EMAIL", "a@example.org", "ARES_ADMIN_PASSWORD", "x");
        assertThat(Tools.run(settings, "demo")).isEqualTo(2);
    }

    @Test
    void itMakesKeys() {
        assertThat(Tools.run(Map.of(), "signing-key")).isZero();
    }

    @Test
    void itProfilesTheServicesAndTheGatewayWhereItIsTold() {
        assertThat(Tools.run(Map.of(), "profile", "postgres")).isEqualTo(2);
        assertThat(Tools.run(Map.of(), "profile", "gateway"))
                .as("no address: containers do not reach it")
                .isEqualTo(2);
        assertThat(Tools.run(Map.of(), "profile", "order-service"))
                .as("no ARES_SERVICE_TOKEN_SECRET")
                .isEqualTo(2);
    }

    /** Through a forwarded port the instance has another name than in a container, and the token is made for it all the same. */
    @Test
    void itProfilesTheInstanceThatAnswersAtAnAddress() {
        byte[] secret = new byte[32];
        var asked = new CopyOnWriteArrayList<String>();
        String graph = printed(() -> {
            try (var service = new ScriptedServer((request, authorization) -> {
                asked.add(request);
                asked.add(new ServiceTokens(secret, "order-service", Clock.systemUTC())
                        .verify(authorization.replaceFirst("^Bearer ", ""))
                        .orElse("nobody of ours"));
                return new Reply(200, "<html>a flame graph</html>");
            })) {
                var settings =
                        Map.of("ARES_SERVICE_TOKEN_SECRET", Base64.getEncoder().encodeToString(secret));
                assertThat(Tools.run(
                                settings,
                                "profile",
                                "order-service",
                                "--seconds=3",
                                "--event=alloc",
                                "--at",
                                service.address()))
                        .isZero();
            }
        });

        assertThat(graph).isEqualTo("<html>a flame graph</html>");
        assertThat(asked).containsExactly("GET /internal/profile?seconds=3&event=alloc", "tools");
    }

    @Test
    void whatIsParkedIsListedAndLetGoOnWithoutALocalStack() {
        String saga = "0b6e5d9c-6a0f-4e62-9d38-1a1c5f0d7a11";
        var posted = new CopyOnWriteArrayList<String>();
        try (var gateway = new ScriptedServer((request, authorization) -> {
            if (request.equals("POST /api/auth/token")) {
                return new Reply(200, "{\"accessToken\": \"operator\"}");
            }
            if (!authorization.equals("Bearer operator")) {
                return new Reply(401, "{}");
            }
            if (request.startsWith("POST ")) {
                posted.add(request);
                return request.endsWith("/not-taken") || request.endsWith("/not-given")
                        ? new Reply(409, "{\"detail\": \"may still be charged\"}")
                        : new Reply(202, "{}");
            }
            return request.startsWith("GET /api/admin/sagas")
                    ? new Reply(
                            200, "{\"items\": [{\"id\": \"" + saga + "\", \"parked\": \"no answer\"}], \"next\": null}")
                    : new Reply(200, "{\"items\": [], \"next\": null}");
        })) {
            var settings = Map.of(
                    "ARES_GATEWAY", gateway.address(),
                    "ARES_ADMIN_EMAIL", "admin@ares.example",
                    "ARES_ADMIN_PASSWORD", "x");

            assertThat(printed(() -> assertThat(Tools.run(settings, "parked")).isOne()))
                    .contains(saga, "no answer");
            assertThat(printed(() ->
                            assertThat(Tools.run(settings, "redrive", "--all")).isZero()))
                    .contains("under way");
            assertThat(printed(() -> assertThat(Tools.run(settings, "not-taken", saga, "--note", "looked"))
                            .isOne()))
                    .contains("may still be charged");
            assertThat(printed(() -> assertThat(Tools.run(settings, "not-given", saga, "--note", "looked"))
                            .isOne()))
                    .contains("may still be charged");
        }
        assertThat(posted)
                .containsExactly(
                        "POST /api/admin/sagas/" + saga + "/retry",
                        "POST /api/admin/payments/" + saga + "/not-taken",
                        "POST /api/admin/payments/" + saga + "/not-given");
    }

    @Test
    void whoAsksWhatIsParkedSaysWhereTheShopIs() {
        assertThat(Tools.run(Map.of(), "parked")).isEqualTo(2);
        assertThat(Tools.run(Map.of(), "redrive", "--all")).isEqualTo(2);
        assertThat(Tools.run(Map.of(), "not-taken", "0b6e5d9c-6a0f-4e62-9d38-1a1c5f0d7a11", "--note", "x"))
                .isEqualTo(2);
    }

    @Test
    void itPushesToTheNacosThatItIsToldOf() {
        assertThat(Tools.run(Map.of(), "push", "gateway", "ares.sampling"))
                .as("no ARES_NACOS")
                .isEqualTo(2);
        assertThat(Tools.run(Map.of("ARES_NACOS", "127.0.0.1:1"), "push", "gateway"))
                .as("no data id")
                .isEqualTo(2);
    }

    /** What stands on standard output meanwhile. */
    private static String printed(Runnable action) {
        PrintStream before = System.out;
        var bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, UTF_8));
        try {
            action.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(UTF_8);
    }

    private record Reply(int status, String body) {}

    /** Answers by a script: from method and path with query, and the header Authorization. */
    private static final class ScriptedServer implements AutoCloseable {

        private final HttpServer server;

        ScriptedServer(BiFunction<String, String, Reply> script) {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            server.createContext("/", exchange -> {
                String authorization = exchange.getRequestHeaders().getFirst("Authorization");
                exchange.getRequestBody().readAllBytes();
                Reply reply = script.apply(
                        exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                        authorization == null ? "" : authorization);
                byte[] body = reply.body().getBytes(UTF_8);
                try (exchange) {
                    exchange.sendResponseHeaders(reply.status(), body.length);
                    exchange.getResponseBody().write(body);
                }
            });
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
