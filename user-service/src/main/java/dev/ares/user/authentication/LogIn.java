package dev.ares.user.authentication;

import java.time.Instant;
import java.util.UUID;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import dev.ares.observability.RequestThreadLocals;
import dev.ares.observability.Uncancelled;
import dev.ares.user.account.Account;
import dev.ares.user.account.Credentials;
import dev.ares.web.Problem;

/** Turns a password into tokens, and tokens into newer ones. An empty answer is a refusal that tells no reason. */
final class LogIn {

    private static final Logger log = LoggerFactory.getLogger(LogIn.class);

    private final Credentials credentials;
    private final Sessions sessions;
    private final AccessTokens accessTokens;
    private final LogInThrottle throttle;
    private final Counter admitted;
    private final Counter refused;
    private final Counter throttled;

    LogIn(
            Credentials credentials,
            Sessions sessions,
            AccessTokens accessTokens,
            LogInThrottle throttle,
            MeterRegistry metrics) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.throttle = throttle;
        this.admitted = logIns(metrics, "admitted");
        this.refused = logIns(metrics, "refused");
        this.throttled = logIns(metrics, "throttled");
    }

    /** Ends with {@link Problem#tooManyRequests} where there was too much guessing before. */
    Mono<Tokens> logIn(String email, String password, String address) {
        return verify(email, password, address)
                .flatMap(account ->
                        sessions.open(account.id()).map(opened -> tokens(account, opened.token(), opened.at())))
                .doOnSuccess(tokens -> (tokens == null ? refused : admitted).increment());
    }

    /** What cannot be a password is no guess at one. */
    private Mono<Account> verify(String email, String password, String address) {
        if (!Credentials.mayBe(email, password)) {
            return Mono.empty();
        }
        return throttle.take(email, address)
                .doOnError(Problem.class, none -> throttled.increment())
                .flatMap(attempt -> credentials
                        .verify(email, password, address)
                        .onErrorResume(failure -> throttle.giveBack(attempt).then(Mono.error(failure)))
                        .flatMap(account -> throttle.giveBack(attempt)
                                .then(remember(account, address))
                                .thenReturn(account)))
                // Who hangs up while a right password waits for its turn would lose the attempt. To give it back for
                // that
                // would be to give guesses back.
                .as(Uncancelled::toItsEnd);
    }

    /** The new token carries today's roles. */
    Mono<Tokens> refresh(String refreshToken, String address) {
        return Mono.justOrEmpty(RefreshToken.parse(refreshToken))
                .flatMap(sessions::renew)
                .flatMap(renewed -> remember(renewed.account(), address)
                        .thenReturn(tokens(renewed.account(), renewed.token(), renewed.at())));
    }

    /** Whoever came in stays in: a refresh token that worked must not be lost because its address could not be noted. */
    private Mono<Void> remember(Account account, String address) {
        return throttle.know(account.id(), account.email(), address)
                .doOnEach(RequestThreadLocals.onError(
                        failure -> log.warn("From where account {} came is not noted", account.id(), failure)))
                .onErrorComplete();
    }

    /** Harmless for a token that is unknown or was ended before. */
    Mono<Void> logOut(String refreshToken) {
        return Mono.justOrEmpty(RefreshToken.parse(refreshToken))
                .map(RefreshToken::session)
                .flatMap(this::end);
    }

    private static Counter logIns(MeterRegistry metrics, String outcome) {
        return Counter.builder("ares.log.ins")
                .description("Log-ins by password: admitted + refused + throttled = all that were decided")
                .tag("outcome", outcome)
                .register(metrics);
    }

    private Mono<Void> end(UUID session) {
        return sessions.end(session).then();
    }

    private Tokens tokens(Account account, RefreshToken refresh, Instant now) {
        return new Tokens(
                accessTokens.issue(account, refresh.sid(), now),
                refresh.text(),
                "Bearer",
                accessTokens.lifetime().toSeconds());
    }

    /** @param expiresIn seconds until the access token expires */
    record Tokens(String accessToken, String refreshToken, String tokenType, long expiresIn) {

        @Override
        public String toString() {
            return "Tokens[tokenType=" + tokenType + ", expiresIn=" + expiresIn + "]";
        }
    }
}
