package dev.ares.local.seata;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import java.net.InetAddress;

/** A port without an address is one of the address that was given at first. */
final class AddressBootstrap extends ServerBootstrap {

    private final InetAddress address;

    AddressBootstrap(InetAddress address) {
        this.address = address;
    }

    @Override
    public ChannelFuture bind(int port) {
        return bind(address, port);
    }
}
