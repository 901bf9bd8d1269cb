package dev.ares.gateway.grpc;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import dev.ares.gateway.identity.RequestIds;
import dev.ares.gateway.routing.AnsweredBy;
import dev.ares.observability.RequestThreadLocals;
import dev.ares.resilience.RemoteCall;
import dev.ares.web.Problem;

/**
 * Answers a REST call by one gRPC call, without blocking. The service is told the deadline, the request's id and trace, and
 * by a service token that it is us who ask. A caller that hangs up cancels the call. What the service refuses for good is no
 * failure of the call: it is neither repeated nor does it open the circuit, or callers could shut others out by bad input.
 */
final class JsonCall<Q extends Message, A extends Message> implements HandlerFunction<ServerResponse> {

    static final Metadata.Key<String> REQUEST_ID =
            Metadata.Key.of(RequestIds.HEADER.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);

    private static final Logger log = LoggerFactory.getLogger(JsonCall.class);

    private final OfferedCall<Q, A> offered;
    private final Channel channel;
    private final RemoteCall remote;
    private final Supplier<GrpcSettings> settings;

    JsonCall(OfferedCall<Q, A> offered, Channel channel, RemoteCall remote, Supplier<GrpcSettings> settings) {
        this.offered = offered;
        this.channel = channel;
        this.remote = remote;
        this.settings = settings;
    }

    @Override
    public Mono<ServerResponse> handle(ServerRequest request) {
        return body(request)
                .switchIfEmpty(Mono.error(() -> Problem.badRequest("body", "a JSON object")))
                .map(json -> ProtoJson.read(json, offered.blankQuestion()))
                .flatMap(question -> ask(question, request))
                .flatMap(this::answer);
    }

    /** What is no media type at all fails earlier, and as a bug. */
    private static Mono<JsonNode> body(ServerRequest request) {
        return Mono.defer(() -> request.bodyToMono(JsonNode.class))
                .onErrorMap(
                        InvalidMediaTypeException.class,
                        unreadable -> new UnsupportedMediaTypeStatusException(
                                (MediaType) null, List.of(MediaType.APPLICATION_JSON)));
    }

    private Mono<Reply<A>> ask(Q question, ServerRequest request) {
        Channel named = withRequestId(request);
        return Mono.defer(() -> {
            GrpcSettings now = settings.get();
            Deadline end = Deadline.after(now.deadline().toMillis(), TimeUnit.MILLISECONDS);
            return remote.ask(attempt(question, named, end))
                    .timeout(now.deadline())
                    .onErrorResume(
                            StatusRuntimeException.class,
                            failure -> RequestThreadLocals.around(Mono.error(() -> problem(failure))))
                    .onErrorMap(TimeoutException.class, late -> StatusProblems.late());
        });
    }

    private Channel withRequestId(ServerRequest request) {
        String id = request.headers().firstHeader(RequestIds.HEADER);
        Metadata headers = new Metadata();
        headers.put(REQUEST_ID, RequestIds.of(id));
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private Mono<Reply<A>> attempt(Q question, Channel named, Deadline end) {
        return Mono.create(sink -> {
            Deadline ours = Deadline.after(remote.timeout().toMillis(), TimeUnit.MILLISECONDS);
            CallOptions options = CallOptions.DEFAULT.withDeadline(end.minimum(ours));
            ListenableFuture<A> answer =
                    ClientCalls.futureUnaryCall(named.newCall(offered.method(), options), question);
            sink.onCancel(() -> answer.cancel(true));
            Futures.addCallback(
                    answer,
                    new FutureCallback<A>() {
                        @Override
                        public void onSuccess(A message) {
                            sink.success(new Answer<>(message));
                        }

                        @Override
                        public void onFailure(Throwable failure) {
                            Status status = Status.fromThrowable(failure);
                            if (StatusProblems.isDefinite(status)) {
                                sink.success(new Refusal<>(status));
                            } else {
                                sink.error(failure);
                            }
                        }
                    },
                    MoreExecutors.directExecutor());
        });
    }

    private Problem problem(StatusRuntimeException failure) {
        Problem problem = StatusProblems.of(failure.getStatus());
        if (problem.status().is5xxServerError()) {
            log.warn("{} failed: {}", offered.method().getFullMethodName(), failure.getStatus());
        }
        return problem;
    }

    private Mono<ServerResponse> answer(Reply<A> reply) {
        if (reply instanceof Refusal<A> refusal) {
            return Mono.error(StatusProblems.of(refusal.status()));
        }
        String json = ProtoJson.write(((Answer<A>) reply).message());
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(AnsweredBy.HEADER, offered.name())
                .bodyValue(json);
    }

    private sealed interface Reply<A> {}

    private record Answer<A>(A message) implements Reply<A> {}

    private record Refusal<A>(Status status) implements Reply<A> {}
}
