package dev.ares.gateway.grpc;

import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ares.web.Problem;

import static org.assertj.core.api.Assertions.assertThat;

class StatusProblemsTest {

    /** The second column is that of google/rpc/code.proto; but for 499, and for what concerns our own service token. */
    @ParameterizedTest
    @CsvSource({
        "CANCELLED, 503, unavailable",
        "UNKNOWN, 500, internal-error",
        "INVALID_ARGUMENT, 400, invalid-request",
        "DEADLINE_EXCEEDED, 504, gateway-timeout",
        "NOT_FOUND, 404, not-found",
        "ALREADY_EXISTS, 409, already-exists",
        "PERMISSION_DENIED, 500, internal-error",
        "UNAUTHENTICATED, 500, internal-error",
        "RESOURCE_EXHAUSTED, 429, too-many-requests",
        "FAILED_PRECONDITION, 400, invalid-request",
        "ABORTED, 409, aborted",
        "OUT_OF_RANGE, 400, invalid-request",
        "UNIMPLEMENTED, 501, not-implemented",
        "INTERNAL, 500, internal-error",
        "UNAVAILABLE, 503, unavailable",
        "DATA_LOSS, 500, internal-error",
    })
    void eachCodeHasItsStatus(Status.Code code, int status, String type) {
        Problem problem = StatusProblems.of(code.toStatus().withDescription("jdbc:postgresql://inside"));

        assertThat(problem.status().value()).isEqualTo(status);
        assertThat(problem.type()).isEqualTo(type);
        assertThat(problem.detail()).doesNotContain("inside");
        assertThat(problem.retryAfter().isPresent()).isEqualTo(status == 503 || status == 429);
    }

    @Test
    void whatAServiceSaysOfAFieldReachesTheCaller() {
        Problem problem = StatusProblems.of(Status.INVALID_ARGUMENT.withDescription("skus (expected: at most 1000)"));

        assertThat(problem.detail()).isEqualTo("skus (expected: at most 1000)");
        assertThat(problem.errors()).singleElement().satisfies(fault -> assertThat(fault.field())
                .isEqualTo("skus"));
    }

    @Test
    void onlyWhatTheServiceUnderstoodIsARefusalForGood() {
        assertThat(StatusProblems.isDefinite(Status.INVALID_ARGUMENT)).isTrue();
        assertThat(StatusProblems.isDefinite(Status.UNAVAILABLE)).isFalse();
        assertThat(StatusProblems.isDefinite(Status.UNAUTHENTICATED)).isFalse();
    }
}
