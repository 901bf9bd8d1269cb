package dev.ares.traffic;

import java.util.ArrayList;
import java.util.List;

import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall;
import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/** A call that is put together at once and leaves later. One whose deadline has passed by then fails as it leaves. */
final class HeldCall<Q, A> extends ForwardingClientCall<Q, A> {

    private final ClientCall<Q, A> call;
    private @Nullable List<Runnable> held = new ArrayList<>();

    HeldCall(ClientCall<Q, A> call) {
        this.call = call;
    }

    /** Lets it leave. */
    synchronized void go() {
        List<Runnable> all = held;
        held = null;
        if (all != null) {
            all.forEach(Runnable::run);
        }
    }

    @Override
    protected ClientCall<Q, A> delegate() {
        return call;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
        inTurn(() -> call.start(listener, headers));
    }

    @Override
    public void request(int messages) {
        inTurn(() -> call.request(messages));
    }

    @Override
    public void sendMessage(Q message) {
        inTurn(() -> call.sendMessage(message));
    }

    @Override
    public void halfClose() {
        inTurn(call::halfClose);
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
        inTurn(() -> call.cancel(message, cause));
    }

    private synchronized void inTurn(Runnable step) {
        if (held == null) {
            step.run();
        } else {
            held.add(step);
        }
    }
}
