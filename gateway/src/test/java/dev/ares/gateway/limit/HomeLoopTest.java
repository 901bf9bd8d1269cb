package dev.ares.gateway.limit;

import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import dev.ares.settings.LiveSettings;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/** A server of its own, which answers on which thread a request went on once it was counted. */
class HomeLoopTest {

    private static final String HOME = "the loop of its connection";
    private static final Verdict ADMITTED = new Verdict(true, 7, Duration.ZERO, Duration.ZERO);

    private final LiveSettings<LimitSettings> settings = LiveSettings.fixed(new LimitSettings(
            true,
            List.of(new LimitRule("all", List.of("/**"), new Allowance(1000, Duration.ofSeconds(1), 1000), null)),
            new ConnectionAllowance(100, 100),
            new AnswerAllowance(100, 100, Duration.ofSeconds(30)),
            List.of(),
            Duration.ofMillis(20),
            Duration.ofSeconds(1)));

    @Test
    void aRequestThatIsCountedElsewhereGoesOnAtHome() {
        Mono<Verdict> elsewhere = Mono.just(ADMITTED).publishOn(Schedulers.single());

        assertThat(whereItGoesOn((key, allowance) -> elsewhere)).isEqualTo(HOME);
    }

    @Test
    void soDoesOneWhoseRedisFails() {
        Mono<Verdict> failing =
                Mono.<Verdict>error(new IllegalStateException("away")).subscribeOn(Schedulers.single());

        assertThat(whereItGoesOn(orItsOwn(failing))).isEqualTo(HOME);
    }

    @Test
    void soDoesOneWhosePatienceEnds() {
        assertThat(whereItGoesOn(orItsOwn(Mono.never()))).isEqualTo(HOME);
    }

    @Test
    void soDoesOneThatNeverWentAway() {
        assertThat(whereItGoesOn(new LocalBuckets(System::nanoTime))).isEqualTo(HOME);
    }

    private Buckets orItsOwn(Mono<Verdict> shared) {
        return new BucketsInReach(
                (key, allowance) -> shared, new LocalBuckets(System::nanoTime), settings, System::nanoTime);
    }

    private @Nullable String whereItGoesOn(Buckets buckets) {
        var limits = new RateLimits(settings, buckets, new LimitMetrics(new SimpleMeterRegistry()));
        HttpHandler counted = WebHttpHandlerBuilder.webHandler(HomeLoopTest::tellWhere)
                .filter(new LimitByAddress(limits))
                .build();
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(counted))
                .bindNow();
        try {
            return HttpClient.create()
                    .get()
                    .uri("http://127.0.0.1:" + server.port() + "/")
                    .responseContent()
                    .aggregate()
                    .asString(US_ASCII)
                    .block(Duration.ofSeconds(20));
        } finally {
            server.disposeNow();
        }
    }

    private static Mono<Void> tellWhere(ServerWebExchange exchange) {
        Connection connection = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        boolean isHome = connection.channel().eventLoop().inEventLoop();
        String where = isHome ? HOME : Thread.currentThread().getName();
        return exchange.getResponse()
                .writeWith(Mono.just(exchange.getResponse().bufferFactory().wrap(where.getBytes(US_ASCII))));
    }
}
