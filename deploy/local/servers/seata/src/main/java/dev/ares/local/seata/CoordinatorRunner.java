package dev.ares.local.seata;

import io.seata.common.XID;
import io.seata.common.thread.NamedThreadFactory;
import io.seata.core.rpc.netty.AbstractNettyRemotingServer;
import io.seata.core.rpc.netty.NettyRemotingServer;
import io.seata.core.rpc.netty.NettyServerBootstrap;
import io.seata.core.rpc.netty.NettyServerConfig;
import io.seata.server.ParameterParser;
import io.seata.server.ServerRunner;
import io.seata.server.UUIDGenerator;
import io.seata.server.coordinator.DefaultCoordinator;
import io.seata.server.lock.LockerManagerFactory;
import io.seata.server.metrics.MetricsManager;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;

/** Starts the coordinator in the sequence in which Seata does, but on one address. */
public class CoordinatorRunner extends ServerRunner {

    private final InetAddress address;

    /** @param address to bind the port to; 0.0.0.0 is every one */
    public CoordinatorRunner(@Value("${ares.bind-address}") InetAddress address) {
        this.address = address;
    }

    @Override
    public void run(String... args) {
        try {
            start(new ParameterParser(args));
        } catch (ReflectiveOperationException another) {
            throw new IllegalStateException("Seata is not the version that this was written for", another);
        }
    }

    private void start(ParameterParser arguments) throws ReflectiveOperationException {
        MetricsManager.get().init();
        var server = new NettyRemotingServer(threads());
        bind(server);
        XID.setIpAddress(arguments.getHost());
        XID.setPort(server.getListenPort());
        UUIDGenerator.init(arguments.getServerNode());
        var coordinator = DefaultCoordinator.getInstance(server);
        Store.open();
        LockerManagerFactory.init();
        coordinator.init();
        server.setHandler(coordinator);
        // Last to be made and first to be disposed of: it disposes of the server.
        addDisposable(coordinator);
        server.init();
    }

    private static ThreadPoolExecutor threads() {
        int most = NettyServerConfig.getMaxServerPoolSize();
        return new ThreadPoolExecutor(
                NettyServerConfig.getMinServerPoolSize(),
                most,
                NettyServerConfig.getKeepAliveTime(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(NettyServerConfig.getMaxTaskQueueSize()),
                new NamedThreadFactory("ServerHandlerThread", most),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    private void bind(NettyRemotingServer server) throws ReflectiveOperationException {
        Field ours = AbstractNettyRemotingServer.class.getDeclaredField("serverBootstrap");
        ours.setAccessible(true);
        Field netty = NettyServerBootstrap.class.getDeclaredField("serverBootstrap");
        netty.setAccessible(true);
        netty.set(ours.get(server), new AddressBootstrap(address));
    }
}
