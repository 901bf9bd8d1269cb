package dev.ares.gateway.compression;

import java.util.List;
import java.util.function.Supplier;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

import dev.ares.gateway.endpoint.Endpoint;
import dev.ares.settings.LiveSettings;

/** Has the server compress an answer once it is known what answer it is. The server asks whether its caller wants that. */
final class Compression implements WebFilter, Ordered {

    private final Supplier<Rules> rules;

    Compression(LiveSettings<CompressionSettings> settings) {
        this.rules = settings.derived(Rules::of);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Rules now = rules.get();
        if (now.enabled() && now.allow(exchange.getRequest())) {
            ServerHttpResponse response = exchange.getResponse();
            response.beforeCommit(() -> Mono.fromRunnable(() -> compress(response, now)));
        }
        return chain.filter(exchange);
    }

    private static void compress(ServerHttpResponse response, Rules now) {
        if (now.allow(response.getHeaders())) {
            // A cache must not give the one who cannot read it what the other got.
            response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            HttpServerResponse server = ServerHttpResponseDecorator.getNativeResponse(response);
            server.compression(true);
        }
    }

    /** Before whoever may refuse: a long refusal is compressed too. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }

    /** The settings, read once per change instead of once per request. */
    private record Rules(boolean enabled, long minSize, List<MediaType> types, List<Endpoint> except) {

        static Rules of(CompressionSettings settings) {
            return new Rules(
                    settings.enabled(),
                    settings.minSize().toBytes(),
                    settings.types().stream()
                            .map(CompressionSettings::mediaType)
                            .toList(),
                    Endpoint.all(settings.except()));
        }

        boolean allow(ServerHttpRequest request) {
            return except.stream().noneMatch(endpoint -> endpoint.fits(request));
        }

        boolean allow(HttpHeaders answer) {
            long length = answer.getContentLength();
            MediaType type = answer.getContentType();
            return (length < 0 || length >= minSize)
                    && type != null
                    && types.stream().anyMatch(type::equalsTypeAndSubtype)
                    && !answer.containsHeader(HttpHeaders.CONTENT_ENCODING);
        }
    }
}
