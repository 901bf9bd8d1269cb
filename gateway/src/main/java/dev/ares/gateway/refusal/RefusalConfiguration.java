package dev.ares.gateway.refusal;

import java.time.Duration;
import java.util.function.Supplier;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2StreamChannel;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerState;

import dev.ares.gateway.routing.RoutingSettings;
import dev.ares.settings.LiveSettings;

@Configuration(proxyBeanMethods = false)
class RefusalConfiguration {

    @Bean
    NettyServerCustomizer wordsForBareRefusals(LiveSettings<RoutingSettings> settings) {
        Supplier<Duration> headerTimeout = () -> settings.get().headerTimeout();
        return server -> server.doOnChannelInit(
                        (observer, channel, address) -> addToConnection(channel.pipeline(), headerTimeout))
                .childObserve(RefusalConfiguration::addToStream);
    }

    private static void addToConnection(ChannelPipeline pipeline, Supplier<Duration> headerTimeout) {
        if (pipeline.get(NettyPipeline.H2OrHttp11Codec) != null) {
            pipeline.addAfter(NettyPipeline.H2OrHttp11Codec, "ares.onceNegotiated", new OnceNegotiated(headerTimeout));
        } else {
            pipeline.addAfter(NettyPipeline.HttpCodec, WordsForBareRefusals.NAME, new WordsForBareRefusals());
            HeaderDeadline.add(pipeline, headerTimeout);
        }
    }

    /** With HTTP/2 each request has a channel of its own, which is made when the request is there. */
    private static void addToStream(Connection connection, ConnectionObserver.State state) {
        if (state == HttpServerState.REQUEST_RECEIVED
                && connection.channel() instanceof Http2StreamChannel stream
                && connection instanceof HttpServerRequest request
                && stream.pipeline().get(WordsForBareRefusals.NAME) == null) {
            WordsForBareRefusals words = new WordsForBareRefusals();
            words.asked(request.method(), request.requestHeaders());
            stream.pipeline().addAfter(NettyPipeline.H2ToHttp11Codec, WordsForBareRefusals.NAME, words);
        }
    }
}
