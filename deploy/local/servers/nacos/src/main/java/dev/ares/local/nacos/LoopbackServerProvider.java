package dev.ares.local.nacos;

import io.grpc.ServerBuilder;
import io.grpc.ServerProvider;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Binds the Raft port, which JRaft opens through gRPC's service lookup, to the loopback interface. */
public final class LoopbackServerProvider extends ServerProvider {

    /** Above that of gRPC's own Netty provider, which is 5. */
    private static final int PRIORITY = 10;

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return PRIORITY;
    }

    @Override
    protected ServerBuilder<?> builderForPort(int port) {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
}
