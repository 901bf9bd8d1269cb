package dev.ares.gateway.routing;

import java.time.Duration;
import java.util.List;
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

import dev.ares.web.FieldFault;
import dev.ares.web.Problem;

/**
 * Refuses bodies that are too large, at once when their length is announced, else where they become so; bodies that take too
 * long, since each holds a connection to a service for as long; and those of a transfer coding that we do not know: where
 * they end, somebody before us may see otherwise.
 */
final class BodyLimit implements WebFilter, Ordered {

    private static final String CHUNKED = "chunked";

    private final Supplier<RoutingSettings> settings;

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
        Limited limited = new Limited(exchange, now.maxBody(), now.bodyTimeout());
        return chain.filter(exchange.mutate().request(limited).build())
                .onErrorResume(TooSlow.class, slow -> refusedForGood(exchange, tooSlow(now.bodyTimeout())));
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

    private static final class TooSlow extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooSlow() {
            super("a request body took too long", null, false, false);
        }
    }

    private static final class Limited extends ServerHttpRequestDecorator {

        private final ServerWebExchange exchange;
        private final DataSize limit;
        private final Duration patience;

        Limited(ServerWebExchange exchange, DataSize limit, Duration patience) {
            super(exchange.getRequest());
            this.exchange = exchange;
            this.limit = limit;
            this.patience = patience;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> {
                AtomicLong seen = new AtomicLong();
                return super.getBody()
                        .map(part -> counted(part, seen))
                        .takeUntilOther(timeIsUp())
                        .doOnComplete(() -> BodyRead.now(exchange));
            });
        }

        private Mono<Object> timeIsUp() {
            return Mono.delay(patience).then(Mono.error(TooSlow::new));
        }

        private DataBuffer counted(DataBuffer part, AtomicLong seen) {
            if (seen.addAndGet(part.readableByteCount()) > limit.toBytes()) {
                DataBufferUtils.release(part);
                throw tooLarge(limit);
            }
            return part;
        }
    }
}
