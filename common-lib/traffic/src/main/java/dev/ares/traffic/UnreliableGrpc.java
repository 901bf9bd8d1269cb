package dev.ares.traffic;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

import dev.ares.faults.Hop;
import dev.ares.faults.InjectedFault;
import dev.ares.faults.InjectedFaults;
import dev.ares.faults.Later;
import dev.ares.faults.Overtaking;

/**
 * A network between us and other services that is as bad as an admin says: a call leaves late; is refused at once; is lost,
 * itself or its answer, so that the caller hears of nothing but its deadline; arrives twice, of which one answer is
 * heard; or leaves after a later one. A deadline keeps running, as it does over a real network.
 */
final class UnreliableGrpc implements ClientInterceptor {

    /** Without a deadline a lost call is waited for until the caller gives up. */
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final InjectedFaults faults;
    private final Overtaking overtaking = new Overtaking();

    UnreliableGrpc(InjectedFaults faults) {
        this.faults = faults;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        InjectedFault fault = faults.next(Hop.GRPC, method.getFullMethodName());
        if (fault == null) {
            ClientCall<Q, A> call = next.newCall(method, options);
            overtaking.passed();
            return call;
        }
        Duration untilDeadline = untilDeadline(options);
        return switch (fault.kind()) {
            case DELAY -> late(next.newCall(method, options), shorter(fault.delay(), untilDeadline));
            case ERROR -> new FailedCall<>(Status.UNAVAILABLE.withDescription("injected: connection refused"));
            case DROP ->
                fault.arrives()
                        ? new UnansweredCall<>(next.newCall(method, options), untilDeadline, executor(options))
                        : late(next.newCall(method, options), untilDeadline);
            case DUPLICATE -> new TwiceCall<>(next.newCall(method, options), next.newCall(method, options));
            case CRASH_BEFORE, CRASH_AFTER -> throw new IllegalStateException(fault + " (expected: not on this hop)");
            case REORDER -> {
                HeldCall<Q, A> held = new HeldCall<>(next.newCall(method, options));
                overtaking.hold(held::go, shorter(fault.delay(), untilDeadline));
                yield held;
            }
        };
    }

    private static <Q, A> ClientCall<Q, A> late(ClientCall<Q, A> call, Duration delay) {
        HeldCall<Q, A> held = new HeldCall<>(call);
        Later.run(delay, held::go);
        return held;
    }

    private static Duration untilDeadline(CallOptions options) {
        Deadline deadline = options.getDeadline();
        return deadline == null
                ? FOR_EVER
                : Duration.ofMillis(Math.max(0, deadline.timeRemaining(TimeUnit.MILLISECONDS)) + 1);
    }

    private static Executor executor(CallOptions options) {
        return Objects.requireNonNullElse(options.getExecutor(), Runnable::run);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
