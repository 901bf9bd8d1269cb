package dev.ares.gateway.refusal;

import java.util.Locale;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

import dev.ares.gateway.browser.SecurityHeaders;

/**
 * The HTTP server refuses what it cannot decode with a bare status. This adds the problem details that every other
 * refusal has, and its headers; there is no trace id, because no trace was begun. One per connection.
 */
final class WordsForBareRefusals extends ChannelDuplexHandler {

    private @Nullable HttpMethod method;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest request) {
            method = request.method();
        }
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        boolean bare = message instanceof FullHttpResponse response
                && response.status().code() >= 400
                && !response.content().isReadable()
                && !response.headers().contains(HttpHeaderNames.CONTENT_TYPE)
                && !HttpMethod.HEAD.equals(method);
        super.write(context, bare ? worded(context, (FullHttpResponse) message) : message, promise);
    }

    private static FullHttpResponse worded(ChannelHandlerContext context, FullHttpResponse bare) {
        ByteBuf body = ByteBufUtil.writeUtf8(context.alloc(), problem(bare.status()));
        FullHttpResponse worded = bare.replace(body);
        bare.release();
        worded.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        boolean secure = context.pipeline().get(SslHandler.class) != null;
        SecurityHeaders.of(secure).forEach(worded.headers()::set);
        return worded;
    }

    private static String problem(HttpResponseStatus status) {
        String field = "request line";
        String expected = "a well-formed HTTP request";
        String type = "invalid-request";
        switch (status.code()) {
            case 414 -> {
                type = "uri-too-long";
                expected = "at most 4 KiB";
            }
            case 431 -> {
                type = "headers-too-large";
                field = "headers";
                expected = "at most 8 KiB in all";
            }
            case 413 -> {
                type = "content-too-large";
                field = "body";
                expected = "a smaller one";
            }
            default -> {}
        }
        return json(status.code(), type, field, expected);
    }

    private static String json(int status, String type, String field, String expected) {
        String title = type.substring(0, 1).toUpperCase(Locale.ROOT)
                + type.substring(1).replace('-', ' ');
        String json = """
                {"type":"https://ares.dev/problems/%s","title":"%s","status":%d,"detail":"%s (expected: %s)",\
                "errors":[{"field":"%s","expected":"%s"}]}""";
        return json.formatted(type, title, status, field, expected, field, expected);
    }
}
