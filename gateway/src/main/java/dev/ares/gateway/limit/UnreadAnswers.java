package dev.ares.gateway.limit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerState;

import dev.ares.gateway.identity.CountByAddress;
import dev.ares.settings.LiveSettings;

/**
 * Cuts off callers who ask and do not read: what is written for them stays in memory, and their connection open, for as long
 * as they like, since the network's own time-outs are for callers who are gone. One for the whole server.
 */
final class UnreadAnswers {

    private static final String NAME = "ares.unreadAnswers";

    /** Without anything being taken, before an answer counts as one that is not read. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /**
     * In bytes, which Linux doubles. It takes more only when a third is free again, so that the slowest reader whom the
     * patience lets alone reads a third of it in that time: 3 KB/s. Left to itself it grows to megabytes. Enough for 2.5 MB/s
     * to somebody 100 ms away.
     */
    private static final int SEND_BUFFER = 128 * 1024;

    private final Supplier<PeerLimit> limit;
    private final Supplier<Duration> patience;
    private final LimitMetrics metrics;
    private final CountByAddress unread = new CountByAddress();

    UnreadAnswers(LiveSettings<LimitSettings> settings, LimitMetrics metrics) {
        this.limit = settings.derived(now -> PeerLimit.of(
                now, now.unreadAnswers().most(), now.unreadAnswers().perAddress()));
        this.patience = () -> settings.get().unreadAnswers().patience();
        this.metrics = metrics;
    }

    int count() {
        return unread.all();
    }

    HttpServer watch(HttpServer server) {
        return server.childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                .doOnChannelInit(
                        (observer, channel, address) -> channel.pipeline().addFirst(NAME, new Watch(channel)))
                .childObserve(this::watchStream);
    }

    /** With HTTP/2 callers read each answer at a pace of its own, by windows that the connection knows nothing of. */
    private void watchStream(Connection connection, ConnectionObserver.State state) {
        if (state == HttpServerState.REQUEST_RECEIVED
                && connection.channel() instanceof Http2StreamChannel stream
                && stream.pipeline().get(NAME) == null) {
            stream.pipeline().addFirst(NAME, new Watch(stream));
        }
    }

    /** One per connection, of HTTP/2 one per request too; used by its event loop only. */
    private final class Watch extends ChannelDuplexHandler {

        private final @Nullable InetAddress peer;
        private final String address;
        private final ChannelFutureListener taken = write -> taken();

        /** Written, and not taken yet by the network, whose buffers are full when the caller does not read. */
        private int pending;

        private long lastTaken;
        private @Nullable Future<?> look;
        private boolean counted;

        Watch(Channel channel) {
            this.peer = channel.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
            this.address = ClientAddresses.canonicalOrUnknown(peer);
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // it is the promise, whose listeners hear of it
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            pending++;
            context.write(message, promise.unvoid().addListener(taken));
        }

        private void taken() {
            pending--;
            lastTaken = System.nanoTime();
        }

        @Override
        public void flush(ChannelHandlerContext context) {
            context.flush();
            if (pending > 0 && look == null) {
                lastTaken = System.nanoTime();
                lookLater(context);
            }
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            stop();
        }

        private void lookLater(ChannelHandlerContext context) {
            look = context.executor().schedule(() -> look(context), LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS);
        }

        private void look(ChannelHandlerContext context) {
            Duration waited = Duration.ofNanos(System.nanoTime() - lastTaken);
            if (pending == 0 || context.isRemoved()) {
                stop();
                return;
            }
            if (waited.compareTo(LOOK_EVERY) < 0) {
                uncount();
            } else if (!mayWait(waited)) {
                context.close();
                return;
            }
            lookLater(context);
        }

        private boolean mayWait(Duration waited) {
            PeerLimit now = limit.get();
            if (!counted) {
                counted = true;
                Optional<PeerLimit.Excess> excess = now.excess(unread.enter(address), peer);
                if (excess.isPresent()) {
                    metrics.answerCutOff(excess.get());
                    return false;
                }
            }
            if (now.enabled() && waited.compareTo(patience.get()) >= 0) {
                metrics.answerCutOff();
                return false;
            }
            return true;
        }

        private void uncount() {
            if (counted) {
                counted = false;
                unread.leave(address);
            }
        }

        private void stop() {
            uncount();
            if (look != null) {
                look.cancel(false);
                look = null;
            }
        }
    }
}
