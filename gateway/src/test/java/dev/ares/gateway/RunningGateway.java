package dev.ares.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.exception.NacosException;
import com.alibaba.nacos.api.naming.NamingService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.ares.local.teststack.TestServer;
import dev.ares.test.identity.TokenIssuer;
import dev.ares.test.infrastructure.Infrastructure;
import dev.ares.test.infrastructure.LocalInfrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The gateway on a real Nacos, one for all who extend this; behind it orders and products that echo, and a catalogue that speaks gRPC. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.cloud.gateway.server.webflux.httpclient.response-timeout=3s",
            "ares.gateway.routing.body-timeout=2s",
            "ares.gateway.routing.header-timeout=2s"
        })
@LocalInfrastructure(servers = TestServer.NACOS)
abstract class RunningGateway {

    static final Properties REGISTRY = new Properties();

    static final TokenIssuer ISSUER = TokenIssuer.start();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static NamingService registry;
    static Backend products;
    static Catalogue catalogue;
    static Backend orders;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        properties.add("ARES_JWKS_URI", ISSUER::jwksUri);
    }

    @BeforeAll
    static void startServices(Infrastructure infrastructure) throws NacosException {
        REGISTRY.setProperty(PropertyKeyConst.SERVER_ADDR, infrastructure.nacos());
        REGISTRY.setProperty(PropertyKeyConst.NAMESPACE, infrastructure.suffix());
        registry = NacosFactory.createNamingService(REGISTRY);
        orders = Backend.start("order-service", REGISTRY);
        catalogue = Catalogue.start();
        products = Backend.start("inventory-service", REGISTRY, catalogue.metadata());
    }

    @AfterAll
    static void stopServices() throws NacosException {
        orders.close();
        products.close();
        catalogue.close();
        registry.shutDown();
    }

    /** The first calls may come before the registry has told the gateway of the service. */
    HttpResponse<String> awaitAnswer(HttpRequest.Builder request) {
        return await().atMost(Duration.ofSeconds(10))
                .until(() -> send(request), answer -> answer.statusCode() != 503 && answer.statusCode() != 504);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpRequest.Builder request(String path, String role) {
        return request(path).header("Authorization", "Bearer " + ISSUER.token("u-1", role));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    static <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
        try {
            return CLIENT.send(request.build(), body);
        } catch (IOException e) {
            throw new AssertionError("No answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    /** What comes back for these bytes, which need not be HTTP: the first part of it. */
    String raw(String request) throws IOException {
        try (Socket socket = connection()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            byte[] answer = new byte[4096];
            int read = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(read, 0), StandardCharsets.UTF_8);
        }
    }

    /** A connection to the gateway on which nobody waits for bytes longer than 10 s. */
    @SuppressWarnings("AddressSelection") // the loopback address has one form here
    Socket connection() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** As much as holds this many answers. */
    static String readAnswers(Socket socket, int count) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] some = new byte[4096];
        while (text.toString().split("HTTP/1.1 ", -1).length <= count) {
            text.append(new String(some, 0, socket.getInputStream().read(some), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains("\"type\":\"https://ares.dev/problems/" + type + "\"")
                .containsPattern("\"traceId\":\"[0-9a-f]{32}\"");
        assertThat(answer.headers().firstValue("X-Ares-Route")).isEmpty();
    }
}
