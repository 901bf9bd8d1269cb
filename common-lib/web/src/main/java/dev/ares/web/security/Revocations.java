package dev.ares.web.security;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

import dev.ares.web.RevocationFeed.Entry;

/**
 * The access tokens that were called back, in memory: a token costs two look-ups and asks nobody. Each is kept until it has
 * expired anyway. A token without {@code sid} and {@code ver}, from before there were any, lasts to its end.
 */
final class Revocations implements OAuth2TokenValidator<Jwt> {

    private static final OAuth2TokenValidatorResult REVOKED =
            OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "called back", null));

    private final Map<String, Long> sessions = new ConcurrentHashMap<>();
    private final Map<String, Versions> users = new ConcurrentHashMap<>();

    /** Those that were known before may come again, and in any order. */
    void add(List<Entry> entries) {
        for (Entry entry : entries) {
            String sid = entry.sid();
            String user = entry.userId();
            Long least = entry.least();
            if (sid != null) {
                sessions.merge(sid, entry.until(), Math::max);
            } else if (user != null && least != null) {
                users.merge(user, new Versions(least, entry.until()), Versions::both);
            }
        }
    }

    /** Drops those whose tokens have all expired by now. */
    void forgetExpired(Instant now) {
        sessions.values().removeIf(until -> until < now.getEpochSecond());
        users.values().removeIf(versions -> versions.until() < now.getEpochSecond());
    }

    int size() {
        return sessions.size() + users.size();
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        Map<String, Object> claims = token.getClaims();
        boolean ended = claims.get("sid") instanceof String sid && sessions.containsKey(sid);
        return ended || isOutdated(claims) ? REVOKED : OAuth2TokenValidatorResult.success();
    }

    private boolean isOutdated(Map<String, Object> claims) {
        Versions holding = claims.get("sub") instanceof String user ? users.get(user) : null;
        return holding != null && claims.get("ver") instanceof Number version && version.longValue() < holding.least();
    }

    private record Versions(long least, long until) {

        Versions both(Versions other) {
            return new Versions(Math.max(least, other.least), Math.max(until, other.until));
        }
    }
}
