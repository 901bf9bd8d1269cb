package dev.ares.traffic;

import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall;
import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/** A call that arrives twice; the first answer is heard. */
final class TwiceCall<Q, A> extends ForwardingClientCall.SimpleForwardingClientCall<Q, A> {

    private final ClientCall<Q, A> second;

    TwiceCall(ClientCall<Q, A> first, ClientCall<Q, A> second) {
        super(first);
        this.second = second;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
        Metadata again = new Metadata();
        again.merge(headers);
        super.start(listener, headers);
        second.start(new UnansweredCall.Deaf<>(), again);
    }

    @Override
    public void request(int messages) {
        super.request(messages);
        second.request(messages);
    }

    @Override
    public void sendMessage(Q message) {
        super.sendMessage(message);
        second.sendMessage(message);
    }

    @Override
    public void halfClose() {
        super.halfClose();
        second.halfClose();
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
        super.cancel(message, cause);
        second.cancel(message, cause);
    }
}
