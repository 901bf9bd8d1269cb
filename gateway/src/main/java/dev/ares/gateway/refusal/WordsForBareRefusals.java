package dev.ares.gateway.refusal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

import dev.ares.gateway.browser.SecurityHeaders;
import dev.ares.gateway.identity.RequestIds;
import dev.ares.gateway.identity.TraceParent;

/**
 * The HTTP server refuses what it cannot decode with a bare status. This adds the problem details that every other
 * refusal has, and its headers. One per connection, of HTTP/2 one per request.
 */
final class WordsForBareRefusals extends ChannelDuplexHandler {

    static final String NAME = "ares.wordsForBareRefusals";

    private static final Logger log = LoggerFactory.getLogger(WordsForBareRefusals.class);

    private final Bounds bounds;

    /** Those that are not answered yet, in the order in which they came and are answered. */
    private final Deque<Asked> unanswered = new ArrayDeque<>();

    /** What the server takes of a request before it refuses it: its first line, and all headers together. */
    record Bounds(DataSize requestLine, DataSize headers) {}

    WordsForBareRefusals(Bounds bounds) {
        this.bounds = bounds;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest request) {
            asked(request.method(), request.headers());
        }
        super.channelRead(context, message);
    }

    void asked(HttpMethod method, HttpHeaders headers) {
        unanswered.add(new Asked(method, headers.get(RequestIds.HEADER), headers.get(TraceParent.HEADER)));
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        Object written = message;
        if (message instanceof HttpResponse response && response.status().code() >= 200) {
            Asked asked = unanswered.isEmpty() ? Asked.UNREADABLE : unanswered.remove();
            // An answer with an id went through the application.
            if (!response.headers().contains(RequestIds.HEADER)) {
                written = refused(context, response, asked);
            }
        }
        super.write(context, written, promise);
    }

    private HttpResponse refused(ChannelHandlerContext context, HttpResponse bare, Asked asked) {
        String id = RequestIds.of(asked.requestId());
        String trace = TraceParent.unrecorded(asked.traceParent());
        boolean wordless = bare instanceof FullHttpResponse full
                && full.status().code() >= 400
                && !full.content().isReadable()
                && !full.headers().contains(HttpHeaderNames.CONTENT_TYPE)
                && !HttpMethod.HEAD.equals(asked.method());
        HttpResponse refusal = wordless ? worded(context, (FullHttpResponse) bare, TraceParent.traceId(trace)) : bare;
        boolean secure = context.pipeline().get(SslHandler.class) != null
                // HTTP/2 is spoken by TLS only.
                || context.channel() instanceof Http2StreamChannel;
        SecurityHeaders.of(secure).forEach(refusal.headers()::set);
        refusal.headers().set(RequestIds.HEADER, id).set(TraceParent.HEADER, trace);
        log.debug("{} before it was a request: requestId {}, traceparent {}", bare.status(), id, trace);
        return refusal;
    }

    private FullHttpResponse worded(ChannelHandlerContext context, FullHttpResponse bare, String traceId) {
        ByteBuf body = ByteBufUtil.writeUtf8(context.alloc(), problem(bare.status(), traceId));
        FullHttpResponse worded = bare.replace(body);
        bare.release();
        worded.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        return worded;
    }

    private String problem(HttpResponseStatus status, String traceId) {
        String field = "request line";
        String expected = "a well-formed HTTP request";
        String type = "invalid-request";
        switch (status.code()) {
            case 414 -> {
                type = "uri-too-long";
                expected = atMost(bounds.requestLine());
            }
            case 431 -> {
                type = "headers-too-large";
                field = "headers";
                expected = atMost(bounds.headers()) + " in all";
            }
            case 408 -> {
                type = "request-timeout";
                field = "headers";
                expected = "all of them in time";
            }
            case 413 -> {
                type = "content-too-large";
                field = "body";
                expected = "a smaller one";
            }
            default -> {}
        }
        return json(status.code(), type, field, expected, traceId);
    }

    private static String atMost(DataSize size) {
        return size.toBytes() % 1024 == 0
                ? "at most " + size.toKilobytes() + " KiB"
                : "at most " + size.toBytes() + " bytes";
    }

    private static String json(int status, String type, String field, String expected, String traceId) {
        String title = type.substring(0, 1).toUpperCase(Locale.ROOT)
                + type.substring(1).replace('-', ' ');
        String json = """
                {"type":"https://ares.dev/problems/%s","title":"%s","status":%d,"detail":"%s (expected: %s)",\
                "traceId":"%s","errors":[{"field":"%s","expected":"%s"}]}""";
        return json.formatted(type, title, status, field, expected, traceId, field, expected);
    }

    /** What is known of a request, which need not have been one. */
    private record Asked(
            @Nullable HttpMethod method,
            @Nullable String requestId,
            @Nullable String traceParent) {

        static final Asked UNREADABLE = new Asked(null, null, null);
    }
}
