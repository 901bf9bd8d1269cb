package dev.ares.test.grpc;

import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;

/** A connection to a gRPC server on this machine. */
public final class GrpcConnection implements AutoCloseable {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final long PATIENCE_SECONDS = 20;

    private final ManagedChannel channel;

    private GrpcConnection(ManagedChannel channel) {
        this.channel = channel;
    }

    public static GrpcConnection to(int port) {
        return new GrpcConnection(ManagedChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .build());
    }

    /** A stub that sends this bearer token and waits 20 s at most, from now on. */
    public <S extends AbstractStub<S>> S as(String token, Function<Channel, S> stub) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        return stub.apply(channel)
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
