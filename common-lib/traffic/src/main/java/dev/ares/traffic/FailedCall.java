package dev.ares.traffic;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** A call that fails before it leaves. */
final class FailedCall<Q, A> extends ClientCall<Q, A> {

    private final Status failure;

    FailedCall(Status failure) {
        this.failure = failure;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
        listener.onClose(failure, new Metadata());
    }

    @Override
    public void request(int messages) {}

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {}

    @Override
    public void halfClose() {}

    @Override
    public void sendMessage(Q message) {}
}
