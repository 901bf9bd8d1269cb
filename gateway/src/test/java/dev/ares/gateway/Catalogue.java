package dev.ares.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

import dev.ares.contracts.inventory.v1.AvailabilityRequest;
import dev.ares.contracts.inventory.v1.AvailabilityResponse;
import dev.ares.contracts.inventory.v1.CatalogueGrpc;
import dev.ares.contracts.inventory.v1.Quote;
import dev.ares.contracts.inventory.v1.QuoteRequest;
import dev.ares.contracts.inventory.v1.QuoteResponse;
import dev.ares.contracts.money.v1.Money;
import dev.ares.web.ServiceTokens;

/** The gRPC side of inventory-service: fails with the status that a SKU names, never answers one called {@code silence}. */
final class Catalogue extends CatalogueGrpc.CatalogueImplBase implements AutoCloseable {

    /** That of the test's environment. */
    private static final byte[] SECRET = "a-secret-of-32-bytes-for-tests-only".getBytes(StandardCharsets.US_ASCII);

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private @Nullable Server server;

    /** What one of our services shows the others. */
    static String serviceToken() {
        return new ServiceTokens(SECRET, "order-service", Clock.systemUTC()).issue();
    }

    static Catalogue start() {
        try {
            Catalogue catalogue = new Catalogue();
            catalogue.server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .addService(ServerInterceptors.intercept(catalogue, catalogue.new Recorder()))
                    .build()
                    .start();
            return catalogue;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Map<String, String> metadata() {
        return Map.of("grpc.port", Integer.toString(running().getPort()));
    }

    /** Those of the request with this id. */
    List<Call> calls(String requestId) {
        return calls.stream().filter(call -> requestId.equals(call.requestId())).toList();
    }

    @Override
    public void quote(QuoteRequest request, StreamObserver<QuoteResponse> answer) {
        QuoteResponse.Builder quotes = QuoteResponse.newBuilder();
        for (String sku : request.getSkusList()) {
            if (sku.startsWith("status-")) {
                answer.onError(Status.Code.valueOf(sku.substring(7))
                        .toStatus()
                        .withDescription("skus (expected: at most 1000)")
                        .asRuntimeException());
                return;
            }
            if (sku.equals("silence")) {
                return;
            }
            quotes.addQuotes(Quote.newBuilder()
                    .setSku(sku)
                    .setName("A <" + sku + ">")
                    .setUnitPrice(
                            Money.newBuilder().setAmount(9007199254740993L).setCurrency("EUR")));
        }
        answer.onNext(quotes.build());
        answer.onCompleted();
    }

    @Override
    public void availability(AvailabilityRequest request, StreamObserver<AvailabilityResponse> answer) {
        throw new AssertionError("Nobody outside may ask this");
    }

    @Override
    public void close() {
        running().shutdownNow();
    }

    private Server running() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server;
    }

    /** A call as the service saw it. */
    record Call(
            String method,
            @Nullable String requestId,
            @Nullable String traceparent,
            String caller,
            long deadlineMillis) {}

    private final class Recorder implements ServerInterceptor {

        private final ServiceTokens tokens = new ServiceTokens(SECRET, "inventory-service", Clock.systemUTC());

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String token = String.valueOf(header(headers, "authorization")).replaceFirst("^Bearer ", "");
            Deadline deadline = Context.current().getDeadline();
            calls.add(new Call(
                    call.getMethodDescriptor().getFullMethodName(),
                    header(headers, "x-request-id"),
                    header(headers, "traceparent"),
                    tokens.verify(token).orElse("nobody"),
                    deadline == null ? Long.MAX_VALUE : deadline.timeRemaining(TimeUnit.MILLISECONDS)));
            return next.startCall(call, headers);
        }

        private static @Nullable String header(Metadata headers, String name) {
            return headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        }
    }
}
