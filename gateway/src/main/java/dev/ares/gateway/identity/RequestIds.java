package dev.ares.gateway.identity;

import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/**
 * Gives every request an id: the caller's {@code X-Request-Id} when it is fit for a log line, a new one otherwise. It is
 * passed on to the service, sent back to the caller, and stands in every log line of the request.
 */
public final class RequestIds implements HttpHandler {

    public static final String HEADER = "X-Request-Id";

    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private final HttpHandler next;

    /** Stands around everything else, so that failures are logged with the id too. */
    RequestIds(HttpHandler next) {
        this.next = next;
    }

    @Override
    public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
        String id = of(request.getHeaders().getFirst(HEADER));
        // At the end, so that an answer of a service cannot name another.
        response.beforeCommit(
                () -> Mono.fromRunnable(() -> response.getHeaders().set(HEADER, id)));
        return next.handle(request.mutate().header(HEADER, id).build(), response)
                .contextWrite(context -> context.put(RequestIdInLogs.KEY, id));
    }

    /** The id of a request whose caller gave this one, or none. */
    public static String of(@Nullable String given) {
        return given != null && FIT.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }
}
