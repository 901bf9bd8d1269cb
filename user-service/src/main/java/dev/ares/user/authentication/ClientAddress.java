package dev.ares.user.authentication;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

import dev.ares.web.ServiceTokens;

/** From where a request comes, as the gateway saw it. */
final class ClientAddress {

    /** Believed only beside a {@link #PROOF}. */
    static final String HEADER = "X-Ares-Client-Address";

    /** A service token: one of ours has sent the request, and so the gateway, where both end when a caller sends them. */
    static final String PROOF = "X-Ares-Service-Token";

    private static final Pattern FORM = Pattern.compile("[0-9A-Fa-f.:]{2,45}(/64)?");

    private ClientAddress() {}

    /** Without a gateway before us, who opened the connection. */
    static String of(ServerHttpRequest request, ServiceTokens tokens) {
        String told = request.getHeaders().getFirst(HEADER);
        String proof = request.getHeaders().getFirst(PROOF);
        if (told == null || proof == null || !FORM.matcher(told).matches()) {
            return peer(request.getRemoteAddress());
        }
        return tokens.verify(proof).isPresent() ? told : peer(request.getRemoteAddress());
    }

    private static String peer(@Nullable InetSocketAddress peer) {
        return peer == null || peer.getAddress() == null
                ? "unknown"
                : peer.getAddress().getHostAddress();
    }
}
