package dev.ares.local.seata;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import java.net.InetAddress;

/** A port without an address is one of the loopback interface. */
final class LoopbackBootstrap extends ServerBootstrap {

    @Override
    public ChannelFuture bind(int port) {
        return bind(InetAddress.getLoopbackAddress(), port);
    }
}
