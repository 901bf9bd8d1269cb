package dev.ares.gateway.refusal;

import java.time.Duration;
import java.util.function.Supplier;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import reactor.netty.NettyPipeline;

/** By TLS it is known after the handshake only whether a connection speaks HTTP/1.1. */
final class OnceNegotiated extends ChannelInboundHandlerAdapter {

    private final Supplier<Duration> headerTimeout;
    private final WordsForBareRefusals.Bounds bounds;

    OnceNegotiated(Supplier<Duration> headerTimeout, WordsForBareRefusals.Bounds bounds) {
        this.headerTimeout = headerTimeout;
        this.bounds = bounds;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent) {
            if (context.pipeline().get(NettyPipeline.HttpCodec) instanceof HttpServerCodec) {
                context.pipeline()
                        .addAfter(NettyPipeline.HttpCodec, WordsForBareRefusals.NAME, new WordsForBareRefusals(bounds));
                HeaderDeadline.add(context.pipeline(), headerTimeout);
            }
            context.pipeline().remove(this);
        }
        super.userEventTriggered(context, event);
    }
}
