package dev.ares.traffic;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.netty.NettyChannelBuilder;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * Opens gRPC channels by service name. A channel connects to every instance that the registry lists with a
 * {@value #GRPC_PORT} in its metadata and spreads calls over them round-robin; instances that come and go are followed
 * while calls run. With no instance a call fails at once with UNAVAILABLE. Channels are plain text: they are for the
 * inside network, where callers carry a service token. Closed, with all of its channels, by the application context.
 */
public final class ServiceChannels implements AutoCloseable {

    /** The metadata entry of an instance that tells the port of its gRPC server. */
    public static final String GRPC_PORT = "grpc.port";

    private final DiscoveryNameResolverProvider resolvers;
    private final TrafficSettings settings;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

    public ServiceChannels(DiscoveryClient discovery, TrafficSettings settings) {
        this.resolvers = new DiscoveryNameResolverProvider(discovery, settings.lookupInterval(), this::reconnect);
        this.settings = settings;
        NameResolverRegistry.getDefaultRegistry().register(resolvers);
    }

    /**
     * A channel to {@code service}, to be opened once and kept.
     *
     * @throws IllegalStateException if the channel to this service is open already
     */
    public ManagedChannel open(String service, ClientInterceptor... interceptors) {
        ManagedChannel channel = NettyChannelBuilder.forTarget(resolvers.target(service))
                .defaultLoadBalancingPolicy("round_robin")
                .keepAliveTime(settings.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(settings.keepAliveTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .intercept(interceptors)
                .usePlaintext()
                .build();
        if (channels.putIfAbsent(service, channel) != null) {
            channel.shutdownNow();
            throw new IllegalStateException(
                    "channel to " + service + ": opened twice (expected: opened once and kept)");
        }
        return channel;
    }

    /** gRPC backs off up to two minutes from an address that refused; a restarted instance is back much sooner. */
    private void reconnect(String service) {
        ManagedChannel channel = channels.get(service);
        if (channel != null) {
            channel.resetConnectBackoff();
        }
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        NameResolverRegistry.getDefaultRegistry().deregister(resolvers);
    }
}
