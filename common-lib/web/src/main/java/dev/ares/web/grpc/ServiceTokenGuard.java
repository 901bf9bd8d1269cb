package dev.ares.web.grpc;

import java.util.Optional;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

import dev.ares.web.ServiceTokens;

/** Refuses calls that are not from one of our services, all of them where no secret is configured; health checks are open. */
final class ServiceTokenGuard implements ServerInterceptor {

    private static final String SCHEME = "Bearer ";
    private static final String HEALTH = "grpc.health.v1.Health";

    private final @Nullable ServiceTokens tokens;

    ServiceTokenGuard(@Nullable ServiceTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        boolean open = HEALTH.equals(call.getMethodDescriptor().getServiceName());
        if (open || issuer(headers).isPresent()) {
            return next.startCall(call, headers);
        }
        call.close(
                Status.UNAUTHENTICATED.withDescription("authorization (expected: Bearer and a valid service token)"),
                new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private Optional<String> issuer(Metadata headers) {
        String value = headers.get(ServiceTokenSender.AUTHORIZATION);
        return tokens == null || value == null || !value.startsWith(SCHEME)
                ? Optional.empty()
                : tokens.verify(value.substring(SCHEME.length()));
    }
}
