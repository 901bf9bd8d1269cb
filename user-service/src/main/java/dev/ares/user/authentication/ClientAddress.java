package dev.ares.user.authentication;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** From where a request comes, as the gateway saw it. */
final class ClientAddress {

    /** Ends at the gateway when a caller sends it; inside, our own services are believed. */
    static final String HEADER = "X-Ares-Client-Address";

    private static final Pattern FORM = Pattern.compile("[0-9A-Fa-f.:]{2,45}(/64)?");

    private ClientAddress() {}

    /** Without a gateway before us, who opened the connection. */
    static String of(ServerHttpRequest request) {
        String told = request.getHeaders().getFirst(HEADER);
        return told != null && FORM.matcher(told).matches() ? told : peer(request.getRemoteAddress());
    }

    private static String peer(@Nullable InetSocketAddress peer) {
        return peer == null || peer.getAddress() == null
                ? "unknown"
                : peer.getAddress().getHostAddress();
    }
}
