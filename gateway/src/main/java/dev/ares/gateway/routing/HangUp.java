package dev.ares.gateway.routing;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;

/**
 * When a caller hangs up, the library closes the connection on which the answer comes, from whatever thread. An answer that
 * ends at that moment gives the connection back to the pool, and what is closed then is the connection of the next request,
 * somebody else's. In the connection's own event loop it is either still this answer's, or let alone.
 */
final class HangUp implements GlobalFilter, Ordered {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange).doOnSuccess(answered -> exchange.getAttributes()
                .computeIfPresent(
                        ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR,
                        (name, connection) -> new Answer((Connection) connection)));
    }

    /** Right inside the filter that passes the answer on and closes the connection. */
    @Override
    public int getOrder() {
        return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER + 1;
    }

    /** The connection while it carries this answer. */
    record Answer(Connection connection) implements Connection {

        @Override
        public void dispose() {
            if (!connection.channel().isRegistered()) {
                // It has ended, and let its connection go.
                return;
            }
            EventLoop home = connection.channel().eventLoop();
            if (home.inEventLoop()) {
                connection.dispose();
            } else {
                home.execute(connection::dispose);
            }
        }

        @Override
        public Channel channel() {
            return connection.channel();
        }

        @Override
        public NettyInbound inbound() {
            return connection.inbound();
        }

        @Override
        public NettyOutbound outbound() {
            return connection.outbound();
        }

        @Override
        public boolean isDisposed() {
            return connection.isDisposed();
        }

        @Override
        public Mono<Void> onDispose() {
            return connection.onDispose();
        }
    }
}
