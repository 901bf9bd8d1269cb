package dev.ares.web.failure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import dev.ares.observability.RequestThreadLocals;
import dev.ares.web.Failures;
import dev.ares.web.Problem;

/**
 * Answers every failure of a request, whoever threw it. A bug is logged with its stack trace, trouble below us in one
 * line, a refusal only on demand; the trace id in the log line is the one in the answer.
 */
final class ProblemHandler implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private final Failures failures;
    private final JsonMapper json;
    private final TraceIds traceIds;

    ProblemHandler(Failures failures, JsonMapper json, TraceIds traceIds) {
        this.failures = failures;
        this.json = json;
        this.traceIds = traceIds;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        return RequestThreadLocals.around(Mono.defer(() -> answer(exchange, failure)));
    }

    private Mono<Void> answer(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        // A connection that broke may be the caller's or one to a service behind us: an answer does no harm to the
        // former.
        if (response.isCommitted()) {
            return Mono.error(failure);
        }
        Problem problem = failures.toProblem(failure);
        record(exchange.getRequest(), failure, problem);
        response.setStatusCode(problem.status());
        addHeaders(response.getHeaders(), failure, problem);
        if (exchange.getRequest().getMethod().equals(HttpMethod.HEAD)) {
            return response.setComplete();
        }
        byte[] body = json.writeValueAsBytes(ProblemBody.of(problem, traceIds.of(exchange)));
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private static void addHeaders(HttpHeaders headers, Throwable failure, Problem problem) {
        if (failure instanceof ErrorResponse standard) {
            headers.putAll(standard.getHeaders());
        }
        problem.retryAfter().ifPresent(delay -> {
            long seconds = Math.max(1, delay.plusMillis(999).toSeconds());
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        });
        switch (problem.status()) {
            case UNAUTHORIZED -> headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            // What is left of a refused body would otherwise be read only to be thrown away.
            case CONTENT_TOO_LARGE -> headers.set(HttpHeaders.CONNECTION, "close");
            default -> {}
        }
    }

    private static void record(ServerHttpRequest request, Throwable failure, Problem problem) {
        String path = request.getPath().value();
        if (problem == failure || problem.status().is4xxClientError()) {
            log.debug("{} {} refused: {}", request.getMethod(), path, problem.detail());
        } else if (problem.retryAfter().isPresent()) {
            log.warn("{} {} not possible for the moment: {}", request.getMethod(), path, reason(failure));
        } else {
            log.error("{} {} failed", request.getMethod(), path, failure);
        }
    }

    private static String reason(Throwable failure) {
        Throwable root = Causes.of(failure).reduce(failure, (outer, inner) -> inner);
        return failure.getClass().getSimpleName() + " by " + root;
    }
}
