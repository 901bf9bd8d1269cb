package dev.ares.gateway.refusal;

import java.time.Duration;
import java.util.function.Supplier;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2StreamChannel;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.reactor.netty.autoconfigure.NettyServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerState;

import dev.ares.gateway.refusal.WordsForBareRefusals.Bounds;
import dev.ares.gateway.routing.RoutingSettings;
import dev.ares.settings.LiveSettings;

@Configuration(proxyBeanMethods = false)
class RefusalConfiguration {

    @Bean
    NettyServerCustomizer wordsForBareRefusals(
            LiveSettings<RoutingSettings> settings, ServerProperties server, NettyServerProperties netty) {
        Supplier<Duration> headerTimeout = () -> settings.get().headerTimeout();
        Bounds bounds = new Bounds(netty.getMaxInitialLineLength(), server.getMaxHttpRequestHeaderSize());
        return http -> http.doOnChannelInit(
                        (observer, channel, address) -> addToConnection(channel.pipeline(), headerTimeout, bounds))
                .childObserve((connection, state) -> addToStream(connection, state, bounds));
    }

    private static void addToConnection(ChannelPipeline pipeline, Supplier<Duration> headerTimeout, Bounds bounds) {
        if (pipeline.get(NettyPipeline.H2OrHttp11Codec) != null) {
            pipeline.addAfter(
                    NettyPipeline.H2OrHttp11Codec, "ares.onceNegotiated", new OnceNegotiated(headerTimeout, bounds));
        } else {
            pipeline.addAfter(NettyPipeline.HttpCodec, WordsForBareRefusals.NAME, new WordsForBareRefusals(bounds));
            HeaderDeadline.add(pipeline, headerTimeout);
        }
    }

    /** With HTTP/2 each request has a channel of its own, which is made when the request is there. */
    private static void addToStream(Connection connection, ConnectionObserver.State state, Bounds bounds) {
        if (state == HttpServerState.REQUEST_RECEIVED
                && connection.channel() instanceof Http2StreamChannel stream
                && connection instanceof HttpServerRequest request
                && stream.pipeline().get(WordsForBareRefusals.NAME) == null) {
            WordsForBareRefusals words = new WordsForBareRefusals(bounds);
            words.asked(request.method(), request.requestHeaders());
            stream.pipeline().addAfter(NettyPipeline.H2ToHttp11Codec, WordsForBareRefusals.NAME, words);
        }
    }
}
