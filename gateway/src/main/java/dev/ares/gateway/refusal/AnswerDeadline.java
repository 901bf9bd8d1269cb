package dev.ares.gateway.refusal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While there is something to send, some of it has to go out within the limit; else its reader has left or never meant to
 * read, and the connection is closed, with all that waits in memory for it. One per connection, where it sees bytes; and one
 * per stream of HTTP/2, whose reader may take nothing of it while the connection goes on. Used by one event loop only.
 */
final class AnswerDeadline extends ChannelDuplexHandler {

    static final String NAME = "ares.answerDeadline";

    private static final Logger log = LoggerFactory.getLogger(AnswerDeadline.class);

    private final Supplier<Duration> limit;

    private long written;
    private long flushed;
    private long sent;
    private @Nullable Future<?> timer;

    AnswerDeadline(Supplier<Duration> limit) {
        this.limit = limit;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        written++;
        super.write(context, message, promise.unvoid().addListener(done -> sent++));
    }

    @Override
    public void flush(ChannelHandlerContext context) throws Exception {
        flushed = written;
        super.flush(context);
        // What goes out at once costs no timer.
        if (timer == null && isDue()) {
            watch(context);
        }
    }

    private boolean isDue() {
        return sent < flushed;
    }

    private void watch(ChannelHandlerContext context) {
        Progress before = progress(context);
        timer = context.executor()
                .schedule(() -> look(context, before), limit.get().toNanos(), TimeUnit.NANOSECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // of a close that fails there is nothing to do
    private void look(ChannelHandlerContext context, Progress before) {
        timer = null;
        if (!isDue()) {
            return;
        }
        if (progress(context).equals(before)) {
            log.debug("{} is closed: nothing of an answer was taken for {}", context.channel(), limit.get());
            context.close();
        } else {
            watch(context);
        }
    }

    private Progress progress(ChannelHandlerContext context) {
        // A stream has none: of what it writes at once we see only whether all has gone.
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        return new Progress(sent, buffer == null ? 0 : buffer.currentProgress());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        stop();
        super.channelInactive(context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /**
     * @param sent messages
     * @param bytes of the message that is being sent
     */
    private record Progress(long sent, long bytes) {}
}
