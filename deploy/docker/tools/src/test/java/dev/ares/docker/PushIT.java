package dev.ares.docker;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.config.ConfigService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import dev.ares.local.teststack.TestServer;
import dev.ares.local.teststack.TestStack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What is pushed reaches those who read Nacos as the services do. */
class PushIT {

    private static final String DOCUMENT = "ratio: 0.05\n# ein Zehntel wäre viel\n";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Of this test alone: others use the same Nacos. */
    private final String group = "push-" + UUID.randomUUID();

    private static ShopSettings settings;
    private static ConfigService reader;

    @BeforeAll
    static void startNacos() throws Exception {
        TestStack stack = TestStack.join();
        stack.require(TestServer.NACOS);
        settings = new ShopSettings(
                Map.of("ARES_NACOS", "127.0.0.1:" + stack.description().nacos()));
        reader = NacosFactory.createConfigService(settings.nacos());
    }

    @AfterAll
    static void leave() throws Exception {
        reader.shutDown();
    }

    @Test
    void aDocumentIsPublishedAndWithdrawn() {
        assertThat(push(DOCUMENT, group, "ares.sampling")).isZero();
        Awaitility.await().atMost(PATIENCE).until(() -> DOCUMENT.equals(read()));

        assertThat(push("", group, "ares.sampling", "--remove")).isZero();
        Awaitility.await().atMost(PATIENCE).until(() -> read() == null);
    }

    /** A forgotten input must not take effect as an empty document. */
    @Test
    void nothingIsNotADocument() throws Exception {
        assertThat(push("\n", group, "ares.sampling")).isEqualTo(2);
        assertThat(read()).isNull();
    }

    private String read() throws Exception {
        return reader.getConfig("ares.sampling", group, PATIENCE.toMillis());
    }

    private static int push(String input, String... arguments) {
        return new CommandLine(new PushCommand(settings, new ByteArrayInputStream(input.getBytes(UTF_8))))
                .execute(arguments);
    }
}
