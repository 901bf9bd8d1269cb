package dev.ares.gateway.endpoint;

import java.time.Duration;
import java.util.Optional;

import org.springframework.http.server.reactive.ServerHttpRequest;

import dev.ares.web.WaitPreference;

/**
 * Requests that are answered late because their caller wants it so: new orders with {@code Prefer: wait=SECONDS}. What a
 * service would not honour makes no request one: the header is anybody's to write.
 */
public final class AskedToWait {

    private static final Endpoint NEW_ORDER = Endpoint.of("POST /api/orders");

    private AskedToWait() {}

    /** Whether the request is such a one. */
    public static boolean isOne(ServerHttpRequest request) {
        Optional<Duration> wanted = WaitPreference.of(request.getHeaders().getOrEmpty(WaitPreference.HEADER));
        return wanted.isPresent() && !wanted.get().isZero() && NEW_ORDER.fits(request);
    }
}
