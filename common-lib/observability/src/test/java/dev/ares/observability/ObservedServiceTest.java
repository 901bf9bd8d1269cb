package dev.ares.observability;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=observed",
            "spring.cloud.nacos.discovery.enabled=false",
            "spring.cloud.nacos.username=registrar",
            "spring.cloud.nacos.password=good-for-both",
            "spring.config.import=classpath:ares/observability.yml",
            "server.address=127.0.0.1",
            "management.metrics.export.defaults.enabled=true",
            "management.prometheus.metrics.export.enabled=true",
            "management.tracing.export.enabled=true"
        })
@ExtendWith(OutputCaptureExtension.class)
class ObservedServiceTest {

    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Test
    void healthTellsTheStateAndNothingElse() throws Exception {
        HttpResponse<String> answer = get("/healthz");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"status\":\"DOWN\"").doesNotContain("db.internal", "components");
    }

    /** One secret opens the registry; live settings come from the same server. */
    @Test
    void whoLogsInToTheRegistryFollowsSettingsAsTheSameUser(@Autowired Environment environment) {
        assertThat(environment.getProperty("ares.settings.nacos.username")).isEqualTo("registrar");
        assertThat(environment.getProperty("ares.settings.nacos.password")).isEqualTo("good-for-both");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz/readiness", "/healthz/liveness"})
    void probesDoNotDependOnStores(String path) throws Exception {
        assertThat(get(path).body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void metricsAreInPrometheusFormatAndNameTheService() throws Exception {
        get("/work");

        assertThat(get("/metrics").body())
                .contains("http_server_requests_seconds_bucket", "application=\"observed\"", "jvm_memory_used_bytes");
    }

    /** One at another place, and a Prometheus before 2.43 takes nothing of what it scraped. */
    @Test
    void metricsPointToTracesWhereAnyPrometheusExpectsIt() throws Exception {
        get("/work");

        assertThat(get("/metrics", "application/openmetrics-text;version=1.0.0")
                        .body()
                        .lines())
                .filteredOn(line -> line.contains(" # {"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).matches("\\w+_(bucket|total)\\{.*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/env", "/beans", "/heapdump", "/actuator", "/loggers"})
    void nothingElseIsExposed(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"in handle", "on next", "on error", "around"})
    void logLinesAreJsonAndCarryTheTraceIdOfTheCallerAcrossThreads(String where, CapturedOutput output)
            throws Exception {
        get("/work");

        assertThat(output.getOut().lines().filter(line -> line.contains("on another thread: " + where)))
                .singleElement()
                .asString()
                .startsWith("{\"@timestamp\":")
                .contains("\"traceId\":\"" + TRACE_ID + "\"", "\"service\":{\"name\":\"observed\"");
    }

    @Test
    void aThreadForgetsTheRequestAgain(CapturedOutput output) throws Exception {
        get("/work");

        assertThat(output.getOut().lines().filter(line -> line.contains("on another thread: afterwards")))
                .singleElement()
                .asString()
                .doesNotContain("traceId");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, "*/*");
    }

    private HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", accept)
                .header("traceparent", "00-" + TRACE_ID + "-b7ad6b7169203331-01")
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class ObservedService {

        private static final Logger log = LoggerFactory.getLogger(ObservedService.class);

        @Bean
        HealthIndicator brokenStore() {
            return () -> Health.down(new IllegalStateException("db.internal refused"))
                    .build();
        }

        @GetMapping("/work")
        Mono<String> work() {
            return Mono.just("in handle")
                    .publishOn(Schedulers.boundedElastic())
                    .<String>handle((line, next) -> {
                        log(line);
                        next.error(new IllegalStateException("on error"));
                    })
                    .doOnEach(RequestThreadLocals.onError(failure -> log(String.valueOf(failure.getMessage()))))
                    .onErrorResume(failure -> RequestThreadLocals.around(Mono.fromCallable(() -> {
                                log("around");
                                return "on next";
                            }))
                            .publishOn(Schedulers.parallel()))
                    .doOnEach(RequestThreadLocals.onNext(ObservedService::log))
                    .doOnNext(done -> log("afterwards"));
        }

        private static void log(String where) {
            log.info("on another thread: {}", where);
        }
    }
}
