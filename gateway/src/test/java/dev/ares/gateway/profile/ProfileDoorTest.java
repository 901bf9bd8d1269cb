package dev.ares.gateway.profile;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

import dev.ares.observability.profiling.ProfilingAutoConfiguration;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.web.ServiceTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SuppressWarnings("AddressSelection") // the loopback addresses have one form here
class ProfileDoorTest {

    private static final ServiceTokens TOKENS = tokens("a secret that is known to our services only");

    private final ReactiveWebApplicationContextRunner gateway = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ProfilingAutoConfiguration.class))
            .withUserConfiguration(ProfileConfiguration.class)
            .withBean(ServiceTokens.class, () -> TOKENS);

    @Test
    void aServiceTokenOpensItAndNothingElseDoes() throws IOException {
        int port = Infrastructure.freePort();
        gateway.withPropertyValues("ares.gateway.profile.port=" + port).run(running -> {
            assertThat(ask(port, "Bearer " + TOKENS.issue())).contains("<html").startsWith("200 ");
            assertThat(ask(
                            port,
                            "Bearer "
                                    + tokens("another secret, which is as long as ours is")
                                            .issue()))
                    .isEqualTo("401 ");
            assertThat(ask(port, "Basic YTpi")).isEqualTo("401 ");
            assertThat(ask(port, "")).isEqualTo("401 ");
            assertThatThrownBy(() -> new Socket("127.0.0.2", port).close())
                    .as("at another address of the machine")
                    .isInstanceOf(ConnectException.class);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0"})
    void itIsNotThereUnlessSomebodyAsksForIt(String none) {
        gateway.withPropertyValues("ares.gateway.profile.port=" + none)
                .run(running -> assertThat(running.getBean(ProfileDoor.class).isRunning())
                        .isFalse());
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            gateway.withPropertyValues("ares.gateway.profile.port=" + taken.getLocalPort())
                    .run(running -> assertThat(running.getStartupFailure())
                            .hasStackTraceContaining("ares.gateway.profile.port: " + taken.getLocalPort()
                                    + " (expected: one that nothing listens on"));
        }
        gateway.withPropertyValues("ares.gateway.profile.port=70000")
                .run(running ->
                        assertThat(running.getStartupFailure()).hasStackTraceContaining("70000 (expected: 1 to 65535"));
    }

    /** Status and body. */
    private static String ask(int port, String authorization) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/internal/profile?seconds=1"))
                .header("Authorization", authorization)
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private static ServiceTokens tokens(String secret) {
        return new ServiceTokens(secret.getBytes(StandardCharsets.UTF_8), "gateway", Clock.systemUTC());
    }
}
