package dev.ares.gateway.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.util.unit.DataSize;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

import dev.ares.gateway.routing.BodyAllowance;
import dev.ares.gateway.routing.RoutingSettings;
import dev.ares.settings.LiveSettings;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** The gateway's settings of the profile tls, on its HTTP server alone. */
class TlsTest {

    private static final String[] NEW = {"TLSv1.3"};
    private static final String[] OLD = {"TLSv1.2", "TLSv1.1"};

    @TempDir
    private static Path folder;

    private static Path certificate;
    private static Path key;
    private static ConfigurableApplicationContext gateway;

    @BeforeAll
    static void start() throws Exception {
        certificate = folder.resolve("tls.crt");
        key = folder.resolve("tls.key");
        TestCertificate.of("first", folder).replace(certificate, key);
        gateway = new SpringApplicationBuilder(Door.class)
                .web(WebApplicationType.REACTIVE)
                .run(
                        "--spring.profiles.include=tls",
                        "--ARES_TLS_CERTIFICATE=" + certificate,
                        "--ARES_TLS_PRIVATE_KEY=" + key,
                        "--ARES_SERVICE_TOKEN_SECRET=" + "A".repeat(44),
                        "--spring.ssl.bundle.watch.file.quiet-period=50ms",
                        "--server.port=0");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aReplacedCertificateIsServedWithoutARestart() throws Exception {
        assertThat(servedTo(NEW)).isEqualTo("CN=first");

        TestCertificate.of("second", folder).replace(certificate, key);

        // The key and the certificate are replaced one after the other.
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> servedTo(NEW)
                .equals("CN=second"));
    }

    @Test
    void olderVersionsAreRefused() throws Exception {
        assertThat(servedTo(NEW)).startsWith("CN=");
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> servedTo(OLD));
    }

    @Test
    void whatIsNoHttpIsRefusedInTheSameFormAndBrowsersAreToldToComeByTls() throws Exception {
        try (SSLSocket socket = connect(NEW)) {
            socket.getOutputStream().write("NONSENSE\r\n\r\n".getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(700), US_ASCII);

            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .containsIgnoringCase("Strict-Transport-Security: max-age=31536000")
                    .contains("application/problem+json");
        }
    }

    @Test
    void headersThatDoNotEndEndTheConnectionByTlsToo() throws Exception {
        try (SSLSocket socket = connect(NEW)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ".getBytes(US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void http2IsForWhoAsksForIt() throws Exception {
        assertThat(negotiated("h2", "http/1.1")).isEqualTo("h2");
        assertThat(negotiated("http/1.1")).isEqualTo("http/1.1");
        assertThat(negotiated()).isEmpty();
        assertThat(byHttp2("/")).startsWith("200 {}").contains("x-request-id=");
    }

    @Test
    void withHttp2TooAWrongPathIsRefusedInTheSameForm() {
        assertThat(byHttp2("/api/products?a=%zz"))
                .startsWith("400 {\"type\":\"https://ares.dev/problems/invalid-request\"")
                .contains(
                        "content-type=application/problem+json",
                        "x-request-id=mine-1",
                        "traceparent=00-",
                        "strict-transport-security=max-age=31536000");
    }

    /** Status, body and headers. */
    private static String byHttp2(String path) {
        Http2SslContextSpec trusting = Http2SslContextSpec.forClient()
                .configure(tls -> tls.trustManager(InsecureTrustManagerFactory.INSTANCE));
        return HttpClient.newConnection()
                .protocol(HttpProtocol.H2)
                .secure(ssl -> ssl.sslContext(trusting))
                .headers(headers -> headers.set("X-Request-Id", "mine-1"))
                .get()
                .uri("https://127.0.0.1:" + port() + path)
                .responseSingle((answer, body) -> body.asString()
                        .defaultIfEmpty("{}")
                        .map(text -> answer.status().code() + " " + text + " "
                                + answer.responseHeaders().entries()))
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
    }

    private static String negotiated(String... protocols) throws Exception {
        try (SSLSocket socket = connect(NEW)) {
            SSLParameters offer = socket.getSSLParameters();
            offer.setApplicationProtocols(protocols);
            socket.setSSLParameters(offer);
            socket.startHandshake();
            return socket.getApplicationProtocol();
        }
    }

    private static int port() {
        return gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static String servedTo(String[] protocols) throws Exception {
        try (SSLSocket socket = connect(protocols)) {
            socket.startHandshake();
            SSLSession session = socket.getSession();
            assertThat(session.getProtocol()).isEqualTo("TLSv1.3");
            return ((X509Certificate) session.getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private static SSLSocket connect(String[] protocols)
            throws IOException, NoSuchAlgorithmException, KeyManagementException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAll()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port());
        socket.setSoTimeout(10_000);
        socket.setEnabledProtocols(protocols);
        return socket;
    }

    /** Which certificate it is, is what is asked here. */
    private static final class TrustAll implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SslAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class})
    @ComponentScan("dev.ares.gateway.refusal")
    static class Door {

        @Bean
        LiveSettings<RoutingSettings> routingSettings() {
            return LiveSettings.fixed(new RoutingSettings(
                    Duration.ofSeconds(1),
                    DataSize.ofKilobytes(256),
                    Duration.ofSeconds(10),
                    new BodyAllowance(500, 100),
                    3,
                    Duration.ofMillis(100),
                    0.5,
                    0.2,
                    Duration.ofSeconds(1),
                    List.of()));
        }

        @Bean
        HttpHandler httpHandler() {
            return (request, response) -> response.setComplete();
        }
    }
}
