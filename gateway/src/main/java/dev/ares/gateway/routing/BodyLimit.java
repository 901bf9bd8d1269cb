package dev.ares.gateway.routing;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.ares.gateway.identity.ClientAddress;
import dev.ares.web.FieldFault;
import dev.ares.web.Problem;

/**
 * Refuses bodies that are too large, at once when their length is announced, else where they become so; bodies that take too
 * long, since each holds a connection to a service for as long, and too many that have not come to their end; and those of a
 * transfer coding that we do not know: where they end, somebody before us may see otherwise.
 */
final class BodyLimit implements WebFilter, Ordered {

    private static final String CHUNKED = "chunked";

    private final Supplier<RoutingSettings> settings;
    private final UnfinishedBodies unfinished = new UnfinishedBodies();

    BodyLimit(Supplier<RoutingSettings> settings) {
        this.settings = settings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        List<String> codings = headers.getOrEmpty(HttpHeaders.TRANSFER_ENCODING);
        if (codings.stream().anyMatch(BodyLimit::isUnknown)) {
            return refusedForGood(exchange, Problem.badRequest(HttpHeaders.TRANSFER_ENCODING, CHUNKED));
        }
        RoutingSettings now = settings.get();
        long announced = headers.getContentLength();
        if (announced > now.maxBody().toBytes()) {
            return Mono.error(tooLarge(now.maxBody()));
        }
        if (announced == 0) {
            return chain.filter(exchange);
        }
        UnfinishedBodies.Body body = unfinished.of(Objects.requireNonNullElse(ClientAddress.of(exchange), "unknown"));
        Limited limited = new Limited(exchange, now, body);
        return chain.filter(exchange.mutate().request(limited).build())
                .onErrorResume(GivenUp.class, given -> {
                    BodyRead.givenUp(exchange);
                    return refusedForGood(exchange, given.problem);
                })
                .doFinally(end -> body.end());
    }

    private static boolean isUnknown(String coding) {
        return !coding.trim().equalsIgnoreCase(CHUNKED);
    }

    /** What the caller sends after it would be read as part of this, or as another request. */
    private static Mono<Void> refusedForGood(ServerWebExchange exchange, Problem problem) {
        exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
        return Mono.error(problem);
    }

    private static Problem tooLarge(DataSize limit) {
        FieldFault fault = new FieldFault("body", "at most " + limit.toKilobytes() + " KiB");
        return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "content-too-large", fault);
    }

    private static Problem tooSlow(Duration patience) {
        FieldFault fault = new FieldFault("body", "all of it within " + patience.toMillis() + " ms");
        return Problem.of(HttpStatus.REQUEST_TIMEOUT, "request-timeout", fault);
    }

    /** After the request has its id, before anything else is done for it. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 20;
    }

    /** What there is to say of a body that will not be waited for. */
    private static final class GivenUp extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final Problem problem;

        GivenUp(Problem problem) {
            super("a request body was given up", null, false, false);
            this.problem = problem;
        }
    }

    private static final class Limited extends ServerHttpRequestDecorator {

        private final ServerWebExchange exchange;
        private final RoutingSettings settings;
        private final UnfinishedBodies.Body body;

        Limited(ServerWebExchange exchange, RoutingSettings settings, UnfinishedBodies.Body body) {
            super(exchange.getRequest());
            this.exchange = exchange;
            this.settings = settings;
            this.body = body;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> switch (room()) {
                case ENOUGH -> within(settings.bodyTimeout(), () -> tooSlow(settings.bodyTimeout()));
                case NONE_FOR_ADDRESS ->
                    within(
                            Duration.ofMillis(BodyAllowance.GRACE_MILLIS),
                            () -> Problem.tooManyRequests(settings.retryAfter()));
                case NONE -> Flux.error(new GivenUp(Problem.overloaded(settings.retryAfter())));
            });
        }

        private UnfinishedBodies.Room room() {
            return Unanswered.hasBody(exchange)
                    ? body.begin(settings.unfinishedBodies())
                    : UnfinishedBodies.Room.ENOUGH;
        }

        private Flux<DataBuffer> within(Duration patience, Supplier<Problem> otherwise) {
            BodyRead.begun(exchange);
            AtomicLong seen = new AtomicLong();
            Mono<Object> timeIsUp = Mono.delay(patience).then(Mono.error(() -> new GivenUp(otherwise.get())));
            return super.getBody()
                    .map(part -> counted(part, seen))
                    .takeUntilOther(timeIsUp)
                    .doOnComplete(() -> BodyRead.now(exchange))
                    .doFinally(end -> body.end());
        }

        private DataBuffer counted(DataBuffer part, AtomicLong seen) {
            if (seen.addAndGet(part.readableByteCount()) > settings.maxBody().toBytes()) {
                DataBufferUtils.release(part);
                throw tooLarge(settings.maxBody());
            }
            return part;
        }
    }
}
