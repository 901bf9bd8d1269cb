package dev.ares.order.adapter.user;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import feign.Capability;
import feign.Client;
import feign.Request;
import feign.Response;

import dev.ares.faults.Hop;
import dev.ares.faults.InjectedFault;
import dev.ares.faults.InjectedFaults;
import dev.ares.faults.Overtaking;
import dev.ares.observability.BlockingBoundary;

/**
 * A network between us and user-service that is as bad as an admin says: a call leaves late; finds nobody; is lost, itself
 * or its answer; arrives twice; or leaves after a later one. No call lasts longer than its read time-out. Public, because
 * Feign calls it by reflection.
 */
@BlockingBoundary("Feign's calls run on the bulkhead's threads, which are there for nothing else")
public final class UnreliableCustomerCalls implements Capability {

    private final InjectedFaults faults;
    private final Overtaking overtaking = new Overtaking();

    UnreliableCustomerCalls(InjectedFaults faults) {
        this.faults = faults;
    }

    @Override
    public Client enrich(Client client) {
        return (request, options) -> {
            String method = request.requestTemplate().methodMetadata().configKey();
            InjectedFault fault = faults.next(Hop.FEIGN, method);
            if (fault == null) {
                overtaking.passed();
                return client.execute(request, options);
            }
            return execute(client, request, options, fault);
        };
    }

    private Response execute(Client client, Request request, Request.Options options, InjectedFault fault)
            throws IOException {
        Duration patience = Duration.ofMillis(options.readTimeoutMillis());
        switch (fault.kind()) {
            case DELAY -> pause(fault.delay(), patience);
            case ERROR -> throw new ConnectException("injected: nobody there");
            case DROP -> {
                if (fault.arrives()) {
                    client.execute(request, options).close();
                }
                pause(patience, patience);
            }
            case DUPLICATE -> client.execute(request, options).close();
            case CRASH_BEFORE, CRASH_AFTER -> throw new IllegalStateException(fault + " (expected: not on this hop)");
            case REORDER -> awaitLaterCall(fault.delay(), patience);
        }
        return client.execute(request, options);
    }

    private void awaitLaterCall(Duration longest, Duration patience) throws IOException {
        CountDownLatch turn = new CountDownLatch(1);
        overtaking.hold(turn::countDown, longest);
        try {
            if (!turn.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SocketTimeoutException("injected: no answer");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private static void pause(Duration delay, Duration patience) throws IOException {
        boolean tooLong = delay.compareTo(patience) >= 0;
        try {
            Thread.sleep((tooLong ? patience : delay).toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
        if (tooLong) {
            throw new SocketTimeoutException("injected: no answer");
        }
    }
}
