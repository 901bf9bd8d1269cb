package dev.ares.user.account;

import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import dev.ares.observability.RequestThreadLocals;

/** Tells whose address and password these are. */
public final class Credentials {

    private static final Logger log = LoggerFactory.getLogger(Credentials.class);

    private final Accounts accounts;
    private final Passwords passwords;
    private final FairShares shares;

    /** @param shares of the places where a hash waits, by client */
    Credentials(Accounts accounts, Passwords passwords, FairShares shares) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.shares = shares;
    }

    /** Whether an account could have them. */
    public static boolean mayBe(String email, String password) {
        return Passwords.isAcceptable(password) && Registration.isText(email, 1, 254) && isAscii(email);
    }

    /** As every registered one is: some letters beyond ASCII are an i or a k to the database, and none to a throttle. */
    private static boolean isAscii(String email) {
        return email.chars().allMatch(letter -> letter < 128);
    }

    /**
     * The account, or empty when the address is unknown or the password wrong: neither the answer nor the time that it
     * takes tells which. What {@link #mayBe} excludes is not hashed at all. Who asks too much at once is told
     * {@link dev.ares.web.Problem#unavailable}.
     *
     * @param client who asks: an address
     */
    public Mono<Account> verify(String email, String password, String client) {
        if (!mayBe(email, password)) {
            return Mono.empty();
        }
        return shares.of(
                client,
                accounts.withEmail(email)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .flatMap(found -> found.map(known -> verify(known, password))
                                .orElseGet(
                                        () -> passwords.pretendToMatch(password).then(Mono.empty()))));
    }

    private Mono<Account> verify(Accounts.Secured known, String password) {
        return passwords
                .matches(password, known.passwordHash())
                .filter(matches -> matches)
                .flatMap(matches -> rehashWhenOutdated(known, password).thenReturn(known.account()));
    }

    private Mono<Void> rehashWhenOutdated(Accounts.Secured known, String password) {
        if (!passwords.isOutdated(known.passwordHash())) {
            return Mono.empty();
        }
        return passwords
                .hash(password)
                .flatMap(hash -> accounts.rehash(known.account().id(), known.passwordHash(), hash))
                .doOnEach(RequestThreadLocals.onError(e -> log.warn(
                        "The password of account {} keeps its old hash",
                        known.account().id(),
                        e)))
                .onErrorComplete();
    }
}
