package dev.ares.gateway.limit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

import dev.ares.settings.LiveSettings;

/**
 * Counts the connections that are open, and closes those beyond the allowance before anything is read from them. One for the
 * whole server.
 */
@Sharable
final class OpenConnections extends ChannelInboundHandlerAdapter {

    private final Supplier<Rule> rule;
    private final LimitMetrics metrics;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<String, Integer> openByAddress = new ConcurrentHashMap<>();

    OpenConnections(LiveSettings<LimitSettings> settings, LimitMetrics metrics) {
        this.rule = settings.derived(Rule::of);
        this.metrics = metrics;
    }

    int count() {
        return open.get();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // of a close that fails there is nothing to do
    public void channelActive(ChannelHandlerContext context) throws Exception {
        Rule now = rule.get();
        InetAddress peer =
                context.channel().remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
        String address = peer == null ? "unknown" : ClientAddresses.canonical(peer);
        boolean tooMany = open.incrementAndGet() > now.allowance().most();
        boolean tooManyOfAddress =
                openByAddress.merge(address, 1, Integer::sum) > now.allowance().perAddress();
        context.channel().closeFuture().addListener(closed -> left(address));
        if (now.enabled() && (tooMany || (tooManyOfAddress && !now.isTrusted(peer)))) {
            metrics.connectionRefused(tooMany);
            context.close();
            return;
        }
        super.channelActive(context);
    }

    private void left(String address) {
        open.decrementAndGet();
        openByAddress.computeIfPresent(address, (same, connections) -> connections == 1 ? null : connections - 1);
    }

    private record Rule(boolean enabled, ConnectionAllowance allowance, ClientAddresses addresses) {

        static Rule of(LimitSettings settings) {
            return new Rule(
                    settings.enabled(), settings.connections(), ClientAddresses.trusting(settings.trustedProxies()));
        }

        boolean isTrusted(@Nullable InetAddress peer) {
            return peer != null && addresses.isTrusted(peer);
        }
    }
}
