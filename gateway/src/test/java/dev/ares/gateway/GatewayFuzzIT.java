package dev.ares.gateway;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import com.alibaba.nacos.api.PropertyKeyConst;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.ares.local.teststack.TestServer;
import dev.ares.test.fuzz.BadRequests;
import dev.ares.test.fuzz.Credentials;
import dev.ares.test.fuzz.FuzzRun;
import dev.ares.test.identity.TokenIssuer;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The gateway alone under bad requests: services that accept everything stand behind it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@LocalInfrastructure(servers = TestServer.NACOS)
@ExtendWith(OutputCaptureExtension.class)
class GatewayFuzzIT {

    private static final long SEED = 20261121;
    private static final TokenIssuer ISSUER = TokenIssuer.start();
    private static final Credentials CREDENTIALS =
            new Credentials(ISSUER.token("u-1", "customer"), ISSUER.token("u-2", "admin"));

    private static List<Backend> services = List.of();
    private static Catalogue catalogue;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        properties.add("ARES_JWKS_URI", ISSUER::jwksUri);
    }

    @BeforeAll
    static void startServices(Infrastructure infrastructure) {
        Properties registry = new Properties();
        registry.setProperty(PropertyKeyConst.SERVER_ADDR, infrastructure.nacos());
        registry.setProperty(PropertyKeyConst.NAMESPACE, infrastructure.suffix());
        catalogue = Catalogue.start();
        services = Stream.of("order-service", "inventory-service", "user-service", "payment-service")
                .map(name -> Backend.start(name, registry, catalogue.metadata()))
                .toList();
    }

    @AfterAll
    static void stopServices() {
        services.forEach(Backend::close);
        catalogue.close();
        ISSUER.close();
    }

    @Test
    void nothingFailsAndNineInTenReachAService() {
        URI gateway = URI.create("http://127.0.0.1:" + port);
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        FuzzRun.against(gateway, CREDENTIALS, 1, 50).faults().isEmpty());

        FuzzRun run = FuzzRun.against(gateway, CREDENTIALS, SEED, 1000);

        assertThat(run.faults()).isEmpty();
        assertThat(run.shareThatReachedAService())
                .as("statuses: %s", run.statuses())
                .isBetween(0.9, 0.99);
    }

    @Test
    void pathsThatTwoServersCouldReadDifferentlyGoNoFurther() {
        FuzzRun run = FuzzRun.ofOddPaths(URI.create("http://127.0.0.1:" + port), CREDENTIALS);

        assertThat(run.faults()).isEmpty();
        assertThat(run.answersOfServices()).isEmpty();
        assertThat(run.statuses()).containsOnlyKeys(400);
    }

    @Test
    void whatIsNearlyRightFailsNothing() {
        URI gateway = URI.create("http://127.0.0.1:" + port);
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        FuzzRun.against(gateway, CREDENTIALS, 1, 50).faults().isEmpty());

        assertThat(FuzzRun.ofNearlyRight(gateway, CREDENTIALS).faults()).isEmpty();
    }

    @Test
    void badRequestsLeaveNoMemoryBehind(CapturedOutput output) {
        URI gateway = URI.create("http://127.0.0.1:" + port);
        FuzzRun.against(gateway, CREDENTIALS, SEED + 1, 100);
        long before = heapInUse();
        FuzzRun.against(gateway, CREDENTIALS, SEED + 2, 100);
        assertThat(heapInUse() - before).as("bytes more on the heap").isLessThan(100 * 20_000);

        ResourceLeakDetector.Level usual = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        try {
            FuzzRun.against(gateway, CREDENTIALS, SEED + 3, 50);
            heapInUse();
            // A buffer that nobody gave back is told of when others are asked for.
            FuzzRun.against(gateway, CREDENTIALS, SEED + 4, 10);
            assertThat(output.getAll()).doesNotContain("LEAK:");
        } finally {
            ResourceLeakDetector.setLevel(usual);
        }
    }

    /** After two collections: what was queued for cleaning by the first is gone after the second. */
    private static long heapInUse() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void theSameSeedMakesTheSameRequests() {
        assertThat(BadRequests.of(SEED, 500, CREDENTIALS).map(Object::toString))
                .containsExactlyElementsOf(BadRequests.of(SEED, 500, CREDENTIALS)
                        .map(Object::toString)
                        .toList());
    }
}
