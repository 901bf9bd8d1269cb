package dev.ares.gateway.profile;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import dev.ares.web.ServiceTokens;

/**
 * Strangers reach the gateway's port, so it answers nothing under {@code /internal}. This is a port of its own on the loopback
 * address: for whoever is on the machine, in the pod or in the container, and has a service token.
 */
final class ProfileDoor implements SmartLifecycle {

    private final ProfileSettings settings;
    private final HttpServer server;
    private @Nullable DisposableServer open;

    ProfileDoor(ProfileSettings settings, RouterFunction<ServerResponse> profile, ServiceTokens tokens) {
        this.settings = settings;
        var guarded = profile.filter((request, next) -> answer(request, next, tokens));
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(Objects.requireNonNullElse(settings.port(), 0))
                .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(guarded)));
    }

    private static Mono<ServerResponse> answer(
            ServerRequest request, HandlerFunction<ServerResponse> next, ServiceTokens tokens) {
        String authorization = request.headers().firstHeader(HttpHeaders.AUTHORIZATION);
        return tokens.verifyHeader(authorization).isPresent()
                ? next.handle(request)
                : ServerResponse.status(HttpStatus.UNAUTHORIZED).build();
    }

    @Override
    public boolean isAutoStartup() {
        return settings.isOpen();
    }

    @Override
    public synchronized void start() {
        try {
            open = server.bindNow();
        } catch (RuntimeException taken) {
            throw new IllegalStateException(
                    "ares.gateway.profile.port: " + settings.port()
                            + " (expected: one that nothing listens on, or 0 for none)",
                    taken);
        }
    }

    @Override
    public synchronized void stop() {
        if (open != null) {
            open.disposeNow();
            open = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return open != null;
    }
}
