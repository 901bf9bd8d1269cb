package dev.ares.local.nacos;

import com.alibaba.nacos.core.remote.grpc.BaseGrpcServer;
import com.alibaba.nacos.core.remote.grpc.GrpcSdkServer;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.util.MutableHandlerRegistry;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The server that clients talk to, as Nacos starts it, but on the loopback interface. */
public class LoopbackGrpcSdkServer extends GrpcSdkServer {

    @Override
    public void startServer() throws Exception {
        var services = new MutableHandlerRegistry();
        registerServices(services);
        var builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), getServicePort()))
                .executor(getRpcExecutor())
                .maxInboundMessageSize(getMaxInboundMessageSize())
                .fallbackHandlerRegistry(services)
                .keepAliveTime(getKeepAliveTime(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(getKeepAliveTimeout(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(getPermitKeepAliveTime(), TimeUnit.MILLISECONDS);
        getServerTransportFilters().forEach(builder::addTransportFilter);
        Server server = builder.build();
        rememberForShutdown(server);
        server.start();
    }

    private void registerServices(MutableHandlerRegistry services) throws ReflectiveOperationException {
        Method addServices = BaseGrpcServer.class.getDeclaredMethod(
                "addServices", MutableHandlerRegistry.class, ServerInterceptor[].class);
        addServices.setAccessible(true);
        addServices.invoke(this, services, getSeverInterceptors().toArray(new ServerInterceptor[0]));
    }

    private void rememberForShutdown(Server server) throws ReflectiveOperationException {
        Field field = BaseGrpcServer.class.getDeclaredField("server");
        field.setAccessible(true);
        field.set(this, server);
    }
}
