package dev.ares.gateway.refusal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ByteProcessor;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * From the first byte to the end of its headers a request may take this long; after that the answer is 408, and the
 * connection is closed. The server's own time-out is for connections on which nothing comes, and starts again with each
 * byte. One per connection of HTTP/1.1, used by its event loop only.
 *
 * <p>This is the state of the connection; {@link Bytes} stands before the codec, {@link Messages} behind it.
 */
final class HeaderDeadline {

    private final Supplier<Duration> limit;

    /** What comes next begins a request. */
    private boolean betweenRequests = true;

    /** Requests whose headers have arrived in full. */
    private long requests;

    /** Read and not answered: a caller waiting for our answer is not to blame for silence, we may have stopped reading. */
    private int unanswered;

    private @Nullable Future<?> timer;

    private HeaderDeadline(Supplier<Duration> limit) {
        this.limit = limit;
    }

    /** For a pipeline that has its codec and {@link WordsForBareRefusals}. */
    static void add(ChannelPipeline pipeline, Supplier<Duration> limit) {
        HeaderDeadline deadline = new HeaderDeadline(limit);
        Messages messages = deadline.new Messages();
        pipeline.addAfter(WordsForBareRefusals.NAME, "ares.headerDeadline", messages);
        pipeline.addBefore(NettyPipeline.HttpCodec, "ares.headerBytes", deadline.new Bytes(messages));
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** What the caller sends, before it is decoded. */
    private final class Bytes extends ChannelInboundHandlerAdapter {

        private final Messages messages;

        Bytes(Messages messages) {
            this.messages = messages;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            boolean beginsOne = betweenRequests && !isEmptyLine(message);
            long before = requests;
            // It is decoded within this, so that a request whose headers come at once needs no timer.
            super.channelRead(context, message);
            if (beginsOne && requests == before && timer == null) {
                messages.start();
            }
        }
    }

    /** Which some send behind a body, and a server is to pass over: RFC 9112, 2.2. */
    private static boolean isEmptyLine(Object message) {
        return message instanceof ByteBuf bytes && bytes.forEachByte(ByteProcessor.FIND_NON_CRLF) < 0;
    }

    /** What it was decoded to, and the answers. */
    private final class Messages extends ChannelDuplexHandler {

        private @Nullable ChannelHandlerContext own;

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            own = context;
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            stop();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            if (message instanceof HttpRequest) {
                stop();
                betweenRequests = false;
                requests++;
                unanswered++;
            }
            if (message instanceof LastHttpContent) {
                betweenRequests = true;
            }
            super.channelRead(context, message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            boolean goesOn =
                    message instanceof FullHttpResponse full && full.status().code() < 200;
            if (message instanceof LastHttpContent && !goesOn && unanswered > 0) {
                unanswered--;
            }
            super.write(context, message, promise);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) throws Exception {
            stop();
            super.channelInactive(context);
        }

        void start() {
            ChannelHandlerContext context = own;
            if (context != null) {
                timer = context.executor()
                        .schedule(() -> expired(context), limit.get().toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        private void expired(ChannelHandlerContext context) {
            if (unanswered > 0) {
                start();
                return;
            }
            FullHttpResponse refusal = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_TIMEOUT, Unpooled.EMPTY_BUFFER);
            refusal.headers()
                    .set(HttpHeaderNames.CONTENT_LENGTH, 0)
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            context.writeAndFlush(refusal).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
