package dev.ares.settings.nacos;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.ares.local.process.Launch;
import dev.ares.local.process.Part;
import dev.ares.local.process.PortUse;
import dev.ares.local.process.Processes;
import dev.ares.local.process.StateFolder;
import dev.ares.local.server.NacosServer;
import dev.ares.local.teststack.FreePorts;
import dev.ares.local.teststack.TestStack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A Nacos of one test, which answers nobody who has not logged in. It ends with the test JVM at the latest. */
final class GuardedNacos implements AutoCloseable {

    static final String USER = "ares";
    static final String PASSWORD = UUID.randomUUID().toString();

    /** Nacos reads anew who there is, and what they may do, every few seconds. */
    private static final Duration UNTIL_KNOWN = Duration.ofSeconds(40);

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String IDENTITY = "X-Nacos-Server";
    private static final String IDENTITY_VALUE = UUID.randomUUID().toString();

    private final StateFolder state;
    private final Processes processes;
    private final Part part;

    private GuardedNacos(StateFolder state, Part part) {
        this.state = state;
        this.processes = new Processes(state);
        this.part = part;
    }

    /** Returns when {@link #USER} may read and publish, which takes half a minute. */
    static GuardedNacos start() throws IOException {
        TestStack stack = TestStack.join();
        StateFolder state = stack.folderOfThisJvm("nacos-" + UUID.randomUUID());
        int port = new FreePorts().next(NacosServer.GRPC_OFFSET, NacosServer.RAFT_OFFSET);
        var server = new NacosServer(
                state, stack.modules().resolve("nacos"), new PortUse(port, "none: chosen among the free ports"));
        var nacos = new GuardedNacos(state, new Guarded(server));
        nacos.processes.start(nacos.part);
        nacos.addUser();
        return nacos;
    }

    /** {@code host:port}. */
    String address() {
        return "127.0.0.1:" + part.ports().get(0).port();
    }

    private void addUser() {
        asServer("users", Map.of("username", USER, "password", PASSWORD));
        asServer("roles", Map.of("role", "services", "username", USER));
        asServer("permissions", Map.of("role", "services", "resource", ":*:*", "action", "rw"));
        await("the user to be known")
                .atMost(UNTIL_KNOWN)
                .until(() -> post("login", Map.of("username", USER, "password", PASSWORD)) == 200);
    }

    private void asServer(String what, Map<String, String> parameters) {
        assertThat(post(what, parameters)).as(what).isEqualTo(200);
    }

    private int post(String what, Map<String, String> parameters) {
        String form = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create("http://" + address() + "/nacos/v1/auth/" + what))
                .header(IDENTITY, IDENTITY_VALUE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(form))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException failure) {
            throw new AssertionError("no answer from Nacos to " + what, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    @Override
    public void close() throws IOException {
        processes.stop(part.name(), "KILL", Duration.ofSeconds(20));
        state.delete();
    }

    /** The local stack's Nacos, with its guard on. */
    private record Guarded(NacosServer server) implements Part {

        @Override
        public String name() {
            return server.name();
        }

        @Override
        public List<PortUse> ports() {
            return server.ports();
        }

        @Override
        public Launch prepare() throws IOException {
            Launch open = server.prepare();
            String key = UUID.randomUUID() + "-" + UUID.randomUUID();
            return new Launch(
                    open.command(),
                    Map.of(
                            "NACOS_CORE_AUTH_ENABLED",
                            "true",
                            "NACOS_CORE_AUTH_SYSTEM_TYPE",
                            "nacos",
                            "NACOS_CORE_AUTH_PLUGIN_NACOS_TOKEN_SECRET_KEY",
                            Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.US_ASCII)),
                            "NACOS_CORE_AUTH_SERVER_IDENTITY_KEY",
                            IDENTITY,
                            "NACOS_CORE_AUTH_SERVER_IDENTITY_VALUE",
                            IDENTITY_VALUE),
                    open.directory());
        }

        @Override
        public boolean ready() {
            return server.ready();
        }
    }
}
