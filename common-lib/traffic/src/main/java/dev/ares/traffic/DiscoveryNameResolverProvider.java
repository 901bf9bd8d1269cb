package dev.ares.traffic;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * Resolves {@code discovery-N:///service} through one discovery client. gRPC's registry of resolvers belongs to the
 * JVM, so each provider has a scheme of its own: two application contexts do not answer for each other.
 */
final class DiscoveryNameResolverProvider extends NameResolverProvider {

    private static final AtomicInteger PROVIDERS = new AtomicInteger();

    private final String scheme = "discovery-" + PROVIDERS.incrementAndGet();
    private final DiscoveryClient discovery;
    private final Duration lookupInterval;
    private final Consumer<String> changed;

    /** {@code changed} hears the name of a service when its instances changed, after gRPC heard the instances. */
    DiscoveryNameResolverProvider(DiscoveryClient discovery, Duration lookupInterval, Consumer<String> changed) {
        this.discovery = discovery;
        this.lookupInterval = lookupInterval;
        this.changed = changed;
    }

    String target(String service) {
        return scheme + ":///" + service;
    }

    @Override
    public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
        if (!scheme.equals(target.getScheme())) {
            return null;
        }
        String service = target.getPath().substring(1);
        return new DiscoveryNameResolver(
                service, () -> discovery.getInstances(service), lookupInterval, () -> changed.accept(service), args);
    }

    @Override
    public String getDefaultScheme() {
        return scheme;
    }

    @Override
    public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
        return List.of(InetSocketAddress.class);
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    /** Below gRPC's own resolvers, so that a target without a scheme keeps its meaning. */
    @Override
    protected int priority() {
        return 0;
    }
}
