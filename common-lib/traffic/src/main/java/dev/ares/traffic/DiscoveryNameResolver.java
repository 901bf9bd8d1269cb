package dev.ares.traffic;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;

/**
 * Tells gRPC the instances of one service whenever their list changed. gRPC calls every method, and this class touches
 * its fields, in the channel's synchronization context; only the look-up itself leaves it, because it may block.
 */
final class DiscoveryNameResolver extends NameResolver {

    private static final Logger log = LoggerFactory.getLogger(DiscoveryNameResolver.class);

    private final String service;
    private final Supplier<List<ServiceInstance>> instances;
    private final Duration lookupInterval;
    private final Runnable changed;
    private final Args args;
    private final AtomicBoolean lookingUp = new AtomicBoolean();

    private @Nullable Listener2 listener;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable List<String> told;
    private boolean failing;

    DiscoveryNameResolver(
            String service,
            Supplier<List<ServiceInstance>> instances,
            Duration lookupInterval,
            Runnable changed,
            Args args) {
        this.service = service;
        this.instances = instances;
        this.lookupInterval = lookupInterval;
        this.changed = changed;
        this.args = args;
    }

    @Override
    public String getServiceAuthority() {
        return service;
    }

    @Override
    public void start(Listener2 listener) {
        this.listener = listener;
        timer = Objects.requireNonNull(args.getScheduledExecutorService())
                .scheduleWithFixedDelay(this::lookUp, 0, lookupInterval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** gRPC asks for this when a connection failed. */
    @Override
    public void refresh() {
        lookUp();
    }

    @Override
    public void shutdown() {
        listener = null;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void lookUp() {
        if (lookingUp.compareAndSet(false, true)) {
            Objects.requireNonNull(args.getOffloadExecutor()).execute(this::lookUpBlocking);
        }
    }

    private void lookUpBlocking() {
        try {
            List<String> found = addresses(instances.get());
            args.getSynchronizationContext().execute(() -> tell(found));
        } catch (RuntimeException e) {
            args.getSynchronizationContext().execute(() -> tellFailure(e));
        } finally {
            lookingUp.set(false);
        }
    }

    /** Sorted, so that a registry which answers in another order has not changed. */
    private static List<String> addresses(List<ServiceInstance> instances) {
        TreeSet<String> addresses = new TreeSet<>();
        for (ServiceInstance instance : instances) {
            Map<String, String> metadata = instance.getMetadata();
            String port = metadata == null ? null : metadata.get(ServiceChannels.GRPC_PORT);
            if (port != null) {
                addresses.add(instance.getHost() + ":" + port);
            }
        }
        return List.copyOf(addresses);
    }

    private void tell(List<String> found) {
        failing = false;
        if (listener == null || found.equals(told)) {
            return;
        }
        log.info("Instances of {} are now {}", service, found);
        told = found;
        StatusOr<List<EquivalentAddressGroup>> result = found.isEmpty()
                ? StatusOr.fromStatus(Status.UNAVAILABLE.withDescription("no instance of " + service))
                : StatusOr.fromValue(
                        found.stream().map(DiscoveryNameResolver::group).toList());
        listener.onResult2(
                ResolutionResult.newBuilder().setAddressesOrError(result).build());
        changed.run();
    }

    /** What is known stays in use: a registry that does not answer says nothing about the instances. */
    private void tellFailure(RuntimeException failure) {
        if (failing) {
            return;
        }
        failing = true;
        log.warn("Instances of {} cannot be looked up: {}", service, failure.toString());
        if (listener != null && told == null) {
            listener.onResult2(ResolutionResult.newBuilder()
                    .setAddressesOrError(StatusOr.fromStatus(Status.UNAVAILABLE
                            .withDescription("the registry does not answer for " + service)
                            .withCause(failure)))
                    .build());
        }
    }

    private static EquivalentAddressGroup group(String address) {
        int colon = address.lastIndexOf(':');
        return new EquivalentAddressGroup(
                new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
    }
}
