package dev.ares.gateway.routing;

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
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
 * Refuses bodies that are too large: at once when their length is announced, else where they become so. And those of a
 * transfer coding that we do not know: where they end, somebody before us may see otherwise.
 */
final class BodyLimit implements WebFilter, Ordered {

    private static final String CHUNKED = "chunked";

    private final DataSize limit;

    BodyLimit(DataSize limit) {
        this.limit = limit;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        if (headers.getOrEmpty(HttpHeaders.TRANSFER_ENCODING).stream().anyMatch(BodyLimit::isUnknown)) {
            exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
            return Mono.error(Problem.badRequest(HttpHeaders.TRANSFER_ENCODING, CHUNKED));
        }
        long announced = headers.getContentLength();
        if (announced > limit.toBytes()) {
            return Mono.error(tooLarge());
        }
        if (announced >= 0) {
            return chain.filter(exchange);
        }
        return chain.filter(
                exchange.mutate().request(new Counted(exchange.getRequest())).build());
    }

    private static boolean isUnknown(String coding) {
        return !coding.trim().equalsIgnoreCase(CHUNKED);
    }

    private Problem tooLarge() {
        FieldFault fault = new FieldFault("body", "at most " + limit.toKilobytes() + " KiB");
        return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "content-too-large", fault);
    }

    /** After the request has its id, before anything else is done for it. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 20;
    }

    private final class Counted extends ServerHttpRequestDecorator {

        Counted(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> {
                AtomicLong seen = new AtomicLong();
                return super.getBody().map(part -> counted(part, seen));
            });
        }

        private DataBuffer counted(DataBuffer part, AtomicLong seen) {
            if (seen.addAndGet(part.readableByteCount()) > limit.toBytes()) {
                DataBufferUtils.release(part);
                throw tooLarge();
            }
            return part;
        }
    }
}
