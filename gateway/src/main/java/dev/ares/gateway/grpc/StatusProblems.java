package dev.ares.gateway.grpc;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import dev.ares.web.FieldFault;
import dev.ares.web.Problem;

/**
 * What a caller is told about a gRPC status, by the HTTP mapping that {@code google/rpc/code.proto} states for each code.
 * Two differ. {@code UNAUTHENTICATED} and {@code PERMISSION_DENIED} are about our own service token, of which the caller
 * knows nothing: not 401 or 403 but 500. {@code CANCELLED} is 503, since 499 is no status of HTTP.
 */
final class StatusProblems {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** How our services complain about a field: {@code skus (expected: at most 1000)}. */
    private static final Pattern COMPLAINT =
            Pattern.compile("(?<field>[\\w.\\[\\]-]{1,100}) \\(expected: (?<expected>[^()]{1,200})\\)");

    private StatusProblems() {}

    /** Whether the service understood the call and refuses it: then asking again, or leaving it alone, helps nobody. */
    static boolean isDefinite(Status status) {
        return switch (status.getCode()) {
            case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION, NOT_FOUND, ALREADY_EXISTS -> true;
            default -> false;
        };
    }

    static Problem of(Status status) {
        return switch (status.getCode()) {
            case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION -> badRequest(status.getDescription());
            case NOT_FOUND -> Problem.notFound();
            case ALREADY_EXISTS -> Problem.conflict("already-exists", "It is there already.");
            case ABORTED ->
                Problem.conflict("aborted", "Something else was faster; the same request is welcome again.");
            case RESOURCE_EXHAUSTED -> Problem.tooManyRequests(RETRY_AFTER);
            case UNAVAILABLE, CANCELLED -> Problem.unavailable(RETRY_AFTER);
            case DEADLINE_EXCEEDED -> late();
            case UNIMPLEMENTED ->
                Problem.of(HttpStatus.NOT_IMPLEMENTED, "not-implemented", "The service does not know this call yet.");
            default -> internal();
        };
    }

    static Problem late() {
        return Problem.of(HttpStatus.GATEWAY_TIMEOUT, "gateway-timeout", "No answer came in time.");
    }

    private static Problem internal() {
        return Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "Something failed on our side; it is recorded under the trace id.");
    }

    /** Our services write the descriptions of these codes for callers: {@code GrpcAnswers}. */
    private static Problem badRequest(@Nullable String description) {
        Matcher complaint = COMPLAINT.matcher(description == null ? "" : description);
        return complaint.matches()
                ? Problem.badRequest(complaint.group("field"), complaint.group("expected"))
                : Problem.of(
                        HttpStatus.BAD_REQUEST, "invalid-request", new FieldFault("body", "what the service accepts"));
    }
}
