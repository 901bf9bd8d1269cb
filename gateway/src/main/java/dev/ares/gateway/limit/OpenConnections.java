package dev.ares.gateway.limit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import dev.ares.gateway.identity.CountByAddress;
import dev.ares.settings.LiveSettings;

/**
 * Counts the connections that are open, and closes those beyond the allowance before anything is read from them. One for the
 * whole server.
 */
@Sharable
final class OpenConnections extends ChannelInboundHandlerAdapter {

    private final Supplier<PeerLimit> limit;
    private final LimitMetrics metrics;
    private final CountByAddress open = new CountByAddress();

    OpenConnections(LiveSettings<LimitSettings> settings, LimitMetrics metrics) {
        this.limit = settings.derived(now ->
                PeerLimit.of(now, now.connections().most(), now.connections().perAddress()));
        this.metrics = metrics;
    }

    int count() {
        return open.all();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // of a close that fails there is nothing to do
    public void channelActive(ChannelHandlerContext context) throws Exception {
        InetAddress peer =
                context.channel().remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
        String address = ClientAddresses.canonicalOrUnknown(peer);
        CountByAddress.Count count = open.enter(address);
        context.channel().closeFuture().addListener(closed -> open.leave(address));
        Optional<PeerLimit.Excess> excess = limit.get().excess(count, peer);
        if (excess.isPresent()) {
            metrics.connectionRefused(excess.get());
            context.close();
            return;
        }
        super.channelActive(context);
    }
}
