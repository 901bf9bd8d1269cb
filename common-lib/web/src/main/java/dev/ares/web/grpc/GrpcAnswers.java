package dev.ares.web.grpc;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import dev.ares.observability.RequestThreadLocals;
import dev.ares.web.Failures;
import dev.ares.web.Problem;

/**
 * Answers unary gRPC calls from reactive code. A failure becomes a status by the same translation as over HTTP, with the
 * same silence about what is internal; a bug is logged. Injected into gRPC services.
 */
public final class GrpcAnswers {

    private static final Logger log = LoggerFactory.getLogger(GrpcAnswers.class);

    private final Failures failures;

    public GrpcAnswers(Failures failures) {
        this.failures = failures;
    }

    /**
     * Runs the answer and sends it; an empty one is {@code NOT_FOUND}. Returns at once. When the caller gives up, the
     * work is cancelled.
     */
    public <A> void send(Mono<A> answer, StreamObserver<A> caller) {
        Disposable work = answer.switchIfEmpty(Mono.error(Problem::notFound))
                .onErrorResume(failure -> RequestThreadLocals.around(Mono.error(() -> toStatus(failure))))
                // Of the call: gRPC has them on its own thread only.
                .contextCapture()
                .subscribe(
                        value -> {
                            caller.onNext(value);
                            caller.onCompleted();
                        },
                        failure -> caller.onError(toStatus(failure)));
        if (caller instanceof ServerCallStreamObserver<A> observer && !work.isDisposed()) {
            observer.setOnCancelHandler(work::dispose);
        }
    }

    /** The status that tells a caller about the failure. */
    public StatusException toStatus(Throwable failure) {
        if (failure instanceof StatusException status) {
            return status;
        }
        Problem problem = failures.toProblem(failure);
        Status status = status(problem).withDescription(problem.detail());
        if (status.getCode() == Status.Code.INTERNAL) {
            log.error("A gRPC call failed", failure);
        } else if (problem != failure && status.getCode() == Status.Code.UNAVAILABLE) {
            log.warn("A gRPC call is not possible for the moment: {}", failure.toString());
        }
        return status.asException();
    }

    /** Whether a call that failed so may simply be made again. */
    static boolean isUnavailable(StatusRuntimeException failure) {
        return switch (failure.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED -> true;
            default -> false;
        };
    }

    private static Status status(Problem problem) {
        return switch (problem.status()) {
            case UNAUTHORIZED -> Status.UNAUTHENTICATED;
            case FORBIDDEN -> Status.PERMISSION_DENIED;
            case NOT_FOUND -> Status.NOT_FOUND;
            case CONFLICT, UNPROCESSABLE_CONTENT -> Status.FAILED_PRECONDITION;
            case TOO_MANY_REQUESTS -> Status.RESOURCE_EXHAUSTED;
            case SERVICE_UNAVAILABLE -> Status.UNAVAILABLE;
            default -> problem.status().is4xxClientError() ? Status.INVALID_ARGUMENT : Status.INTERNAL;
        };
    }
}
