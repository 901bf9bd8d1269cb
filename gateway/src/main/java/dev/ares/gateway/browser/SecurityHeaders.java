package dev.ares.gateway.browser;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/**
 * Headers that every answer carries, whoever gave it: the OWASP REST Security Cheat Sheet's. Caching and the content policy
 * are a service's to say otherwise; a page to look at needs a policy of its own.
 */
public final class SecurityHeaders implements HttpHandler {

    private static final Map<String, String> FIXED = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin");

    private static final Map<String, String> UNLESS_SAID = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

    private static final Map<String, String> PLAIN = all(Map.of());

    /** A year, for browsers that came by TLS. */
    private static final Map<String, String> BY_TLS = all(Map.of("Strict-Transport-Security", "max-age=31536000"));

    private final HttpHandler next;

    /** Stands around everything else, so that failures carry them too. */
    SecurityHeaders(HttpHandler next) {
        this.next = next;
    }

    /** All of them, for an answer that has none yet. */
    public static Map<String, String> of(boolean secure) {
        return secure ? BY_TLS : PLAIN;
    }

    private static Map<String, String> all(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(FIXED);
        all.putAll(UNLESS_SAID);
        all.putAll(more);
        return Collections.unmodifiableMap(all);
    }

    @Override
    public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
        boolean secure = request.getSslInfo() != null;
        response.beforeCommit(() -> Mono.fromRunnable(() -> add(response.getHeaders(), secure)));
        return next.handle(request, response);
    }

    private static void add(HttpHeaders headers, boolean secure) {
        of(secure).forEach((name, value) -> {
            if (!UNLESS_SAID.containsKey(name) || !headers.containsHeader(name)) {
                headers.set(name, value);
            }
        });
    }
}
