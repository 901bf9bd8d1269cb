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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Starts the coordinator in the sequence in which Seata does, but on the loopback interface. */
public class LoopbackServerRunner extends ServerRunner {

    @Override
    public void run(String... args) {
        try {
            start(new ParameterParser(args));
        } catch (ReflectiveOperationException another) {
            throw new IllegalStateException("Seata is not the version that this was written for", another);
        }
    }

    private static void start(ParameterParser arguments) throws ReflectiveOperationException {
        MetricsManager.get().init();
        var server = new NettyRemotingServer(threads());
        bindToLoopback(server);
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

    private static void bindToLoopback(NettyRemotingServer server) throws ReflectiveOperationException {
        Field ours = AbstractNettyRemotingServer.class.getDeclaredField("serverBootstrap");
        ours.setAccessible(true);
        Field netty = NettyServerBootstrap.class.getDeclaredField("serverBootstrap");
        netty.setAccessible(true);
        netty.set(ours.get(server), new LoopbackBootstrap());
    }
}
