package dev.ares.traffic;

import java.time.Duration;
import java.util.concurrent.Executor;

import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.Status;

import dev.ares.faults.Later;

/** A call that arrives, and whose answer does not. */
final class UnansweredCall<Q, A> extends ForwardingClientCall.SimpleForwardingClientCall<Q, A> {

    private final Duration untilDeadline;
    private final Executor executor;

    /** @param executor of the caller: a blocking one listens there only */
    UnansweredCall(ClientCall<Q, A> call, Duration untilDeadline, Executor executor) {
        super(call);
        this.untilDeadline = untilDeadline;
        this.executor = executor;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
        super.start(new Deaf<>(), headers);
        Status silence = Status.DEADLINE_EXCEEDED.withDescription("injected: the answer is lost");
        Later.run(untilDeadline, () -> executor.execute(() -> listener.onClose(silence, new Metadata())));
    }

    /** Hears nothing. */
    static final class Deaf<A> extends ClientCall.Listener<A> {}
}
