package dev.ares.gateway.balancing;

import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ConnectTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest.BaseBuilder;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import dev.ares.settings.LiveSettings;
import dev.ares.traffic.balance.Member;
import dev.ares.traffic.balance.Members;

import static org.assertj.core.api.Assertions.assertThat;

/** What a request says about the instance that it went to, by how it ended. */
class AttemptFilterTest {

    private static final int ENOUGH = 3;
    private static final Duration LONG = Duration.ofSeconds(5);

    private final AtomicLong clock = new AtomicLong();
    private final Members members = new Members();
    private final Ejections ejections = new Ejections(
            LiveSettings.fixed(new BalancingSettings(
                    new RouteBalancing(PolicyName.LEAST_IN_FLIGHT, HashBy.USER, 2),
                    Map.of(),
                    Duration.ZERO,
                    new EjectionSettings(true, ENOUGH, LONG, Duration.ofMinutes(5)))),
            new BalancingMetrics(new SimpleMeterRegistry()),
            instance -> Mono.never(),
            clock::get);
    private final AttemptFilter filter = new AttemptFilter(ejections, clock::get);

    @AfterEach
    void stop() {
        ejections.destroy();
    }

    @Test
    void anInstanceThatAllCallersGiveUpIsLeftAlone() {
        for (int i = 1; i < ENOUGH; i++) {
            giveUp(question(), LONG);
            assertThat(member().isOut()).isFalse();
        }
        giveUp(question(), LONG);
        assertThat(member().isOut()).isTrue();
    }

    @Test
    void whoGivesUpSoonSaysNothing() {
        for (int i = 0; i < 2 * ENOUGH; i++) {
            giveUp(question(), LONG.minusMillis(1));
        }
        assertThat(member().isOut()).isFalse();
    }

    @Test
    void norWhoAskedToWaitNorWhoHasNotSentAll() {
        for (int i = 0; i < 2 * ENOUGH; i++) {
            giveUp(MockServerHttpRequest.post("/api/orders").header("Prefer", "wait=20"), LONG);
            giveUp(MockServerHttpRequest.post("/api/orders").header("Content-Length", "2"), LONG);
        }
        assertThat(member().isOut()).isFalse();
    }

    @Test
    void theWordAloneDoesNotMakeARequestOneThatWaits() {
        for (int i = 0; i < ENOUGH; i++) {
            giveUp(MockServerHttpRequest.get("/api/x").header("Prefer", "wait=20"), LONG);
        }
        assertThat(member().isOut()).isTrue();
    }

    @Test
    void anAnswerEndsTheRow() {
        for (int i = 0; i < ENOUGH; i++) {
            giveUp(question(), LONG);
            giveUp(question(), LONG);
            send(question(), Mono.empty());
        }
        assertThat(member().isOut()).isFalse();
    }

    @Test
    void aRefusedConnectionIsEnoughAndOneThatTookTooLongIsNot() {
        for (int i = 1; i < ENOUGH; i++) {
            send(question(), Mono.error(new ConnectTimeoutException("after 1000 ms")));
            assertThat(member().isOut()).isFalse();
        }
        send(question(), Mono.error(new ConnectTimeoutException("after 1000 ms")));
        assertThat(member().isOut()).isTrue();

        member().back(0);
        send(question(), Mono.error(new ConnectException("Connection refused")));
        assertThat(member().isOut()).isTrue();
    }

    private static BaseBuilder<?> question() {
        return MockServerHttpRequest.get("/api/x");
    }

    private void giveUp(BaseBuilder<?> request, Duration waited) {
        Disposable underWay = send(request, Mono.never());
        clock.addAndGet(waited.toNanos());
        underWay.dispose();
    }

    private Disposable send(BaseBuilder<?> request, Mono<Void> outcome) {
        var exchange = MockServerWebExchange.from(request);
        var instance = new DefaultServiceInstance("a", "orders", "127.0.0.1", 1, false);
        exchange.getAttributes()
                .put(
                        ServerWebExchangeUtils.GATEWAY_LOADBALANCER_RESPONSE_ATTR,
                        new Choice(instance, member(), members));
        return filter.filter(exchange, same -> outcome).subscribe(done -> {}, fault -> {});
    }

    private Member member() {
        String id = "127.0.0.1:1";
        if (members.member(id).isEmpty()) {
            members.are(Set.of(id), 0);
        }
        return members.member(id).orElseThrow();
    }
}
