package dev.ares.web.security;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call what. A path is a Spring path pattern, with or without a method before it: {@code GET /api/products/**}.
 *
 * @param jwksUri where the keys of access tokens are published
 * @param jwksRefresh how long fetched keys serve before they are fetched again in the background; they are kept for as
 *     long as that fails (default 5 min)
 * @param publicPaths open to everyone, besides {@code /healthz/**} and {@code /metrics}; a token sent there is ignored
 * @param roles the paths that need a role, by role; {@code /api/admin/**} needs {@code admin} unless listed here
 * @param serviceTokenSecret base64, at least 32 bytes, shared by our services; without it {@code /internal/**} is closed
 */
@ConfigurationProperties("ares.web")
record WebSecuritySettings(
        @DefaultValue("http://127.0.0.1:8084/.well-known/jwks.json")
        URI jwksUri,

        @DefaultValue("5m") Duration jwksRefresh,
        @DefaultValue List<String> publicPaths,
        @DefaultValue Map<String, List<String>> roles,
        @Nullable String serviceTokenSecret) {}
