package dev.ares.gateway.routing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

import static org.assertj.core.api.Assertions.assertThat;

class HangUpTest {

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void theConnectionIsClosedInItsOwnEventLoop() throws Exception {
        Watched watched = new Watched(loops.register(new LocalChannel()).sync().channel(), new CompletableFuture<>());
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/api/x"));
        new HangUp()
                .filter(exchange, same -> {
                    same.getAttributes().put(ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR, watched);
                    return Mono.empty();
                })
                .block();

        exchange.<Connection>getRequiredAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR)
                .dispose();

        assertThat(watched.closedAtHome()).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
    }

    @Test
    void anAnswerThatHasLetItsConnectionGoIsLetAlone() {
        Watched gone = new Watched(new LocalChannel(), new CompletableFuture<>());

        new HangUp.Answer(gone).dispose();

        assertThat(gone.closedAtHome()).isNotDone();
    }

    /** The filter that closes the connection has to find it wrapped. */
    @Test
    void itStandsInsideTheFilterThatCloses() {
        assertThat(new HangUp().getOrder()).isGreaterThan(NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER);
    }

    private record Watched(Channel channel, CompletableFuture<Boolean> closedAtHome) implements Connection {

        @Override
        public void dispose() {
            closedAtHome.complete(channel.eventLoop().inEventLoop());
        }
    }
}
