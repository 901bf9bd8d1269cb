package dev.ares.seata;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Takes the global transaction's id from a call, for the code that serves it. Seata's own interceptor binds it to the thread
 * that reads the call; ours leaves that thread at once.
 */
public final class XidOfCalls implements ServerInterceptor {

    /** The header. */
    public static final String HEADER = "ares-xid";

    static final Metadata.Key<String> XID = Metadata.Key.of(HEADER, Metadata.ASCII_STRING_MARSHALLER);

    private static final Context.Key<String> CURRENT = Context.key(HEADER);

    /** Of the call that the current thread begins to serve; null when it belongs to no global transaction. */
    public static @Nullable String current() {
        return CURRENT.get();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String xid = headers.get(XID);
        return xid == null
                ? next.startCall(call, headers)
                : Contexts.interceptCall(Context.current().withValue(CURRENT, xid), call, headers, next);
    }
}
