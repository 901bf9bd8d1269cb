package dev.ares.seata;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/** Sends a global transaction's id with the calls of a stub. */
public final class XidOnCalls implements ClientInterceptor {

    private final String xid;

    public XidOnCalls(String xid) {
        this.xid = xid;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                headers.put(XidOfCalls.XID, xid);
                super.start(listener, headers);
            }
        };
    }
}
