package dev.ares.user.authentication;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import com.jayway.jsonpath.JsonPath;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

import dev.ares.user.TestUsers;
import dev.ares.user.UserServiceTest;
import dev.ares.user.account.Credentials;
import dev.ares.user.authentication.ThrottleSettings.Guesses;
import dev.ares.web.Problem;
import dev.ares.web.ServiceTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** Guessing ends, and whoever is guessed at still comes in. */
@UserServiceTest
class LogInThrottleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What passes by itself between the statements of a test. */
    private static final Duration SLOWEST = Duration.ofSeconds(7);

    private static final String HOME = "192.0.2.1";
    private static final ThrottleSettings FEW = new ThrottleSettings(
            new Guesses(2, Duration.ofSeconds(10)),
            new Guesses(2, Duration.ofMinutes(5)),
            new Guesses(3, Duration.ofMinutes(1)),
            new Guesses(4, Duration.ofSeconds(10)),
            Duration.ofDays(90));

    private static final String USED = """
            SELECT count(*) FROM login_allowance
            WHERE key = ANY($1) AND full_at > statement_timestamp() + interval '1 second'""";

    @Autowired
    TestUsers users;

    @Autowired
    DatabaseClient database;

    @Autowired
    ServiceTokens serviceTokens;

    @Autowired
    Credentials credentials;

    @Autowired
    Sessions sessions;

    @Autowired
    AccessTokens accessTokens;

    private final String test = UUID.randomUUID().toString();

    @Test
    void aVictimLogsInFromAKnownAddressWhileOthersGuess() {
        TestUsers.User ada = users.register();
        users.text(logIn(ada.email(), TestUsers.PASSWORD, HOME), 200);

        for (int guesser = 0; guesser < 5; guesser++) {
            String address = "198.51.100." + guesser;
            for (int guess = 0; guess < 10; guess++) {
                users.text(logIn(ada.email(), "wrong horse", address), 401);
            }
            logIn(ada.email(), TestUsers.PASSWORD, address)
                    .expectStatus()
                    .isEqualTo(429)
                    .expectHeader()
                    .value("Retry-After", seconds -> assertThat(Integer.parseInt(seconds))
                            .isBetween(1, 300));
        }

        users.text(logIn(ada.email(), TestUsers.PASSWORD, "203.0.113.9"), 429);
        users.text(logIn(ada.email(), TestUsers.PASSWORD, HOME), 200);
        String session = users.text(
                users.post("/api/auth/refresh", Map.of("refreshToken", ada.refreshToken()), null, from("203.0.113.9")),
                200);
        assertThat(JsonPath.<String>read(session, "$.accessToken")).isNotEmpty();
        // Now that address is known too.
        users.text(logIn(ada.email(), TestUsers.PASSWORD, "203.0.113.9"), 200);
    }

    @Test
    void anUnknownAddressIsThrottledAsAKnownOneIs() {
        String nobody = "nobody-" + UUID.randomUUID() + "@example.org";
        for (int guess = 0; guess < 10; guess++) {
            users.text(logIn(nobody, TestUsers.PASSWORD, "198.51.100.77"), 401);
        }
        assertThat(users.text(logIn(nobody, TestUsers.PASSWORD, "198.51.100.77"), 429))
                .contains("https://ares.dev/problems/too-many-requests");
    }

    /** PostgreSQL's lower() makes an i of it, Java's does not: it would find the account and miss its buckets. */
    @Test
    void aLetterThatTheDatabaseTakesForAnotherFindsNoAccount() {
        String email = "kim-" + UUID.randomUUID() + "@example.org";
        users.text(
                users.post("/api/users", Map.of("email", email, "name", "Kim", "password", TestUsers.PASSWORD), null),
                201);

        users.text(logIn(email.toUpperCase(Locale.ROOT), TestUsers.PASSWORD, HOME), 200);
        users.text(logIn(email.replace('i', '\u0130'), TestUsers.PASSWORD, HOME), 401);
        users.text(logIn(email.replace('k', '\u212a'), TestUsers.PASSWORD, HOME), 401);
    }

    @Test
    void whatCannotBeAPasswordIsNoGuess() {
        TestUsers.User ada = users.register();
        for (int i = 0; i < 20; i++) {
            users.text(logIn(ada.email(), "short", HOME), 401);
        }
        users.text(logIn(ada.email(), TestUsers.PASSWORD, HOME), 200);
    }

    @Test
    void allReplicasCountTogetherAndAttemptsComeBackWithTime() {
        LogInThrottle one = new LogInThrottle(database, () -> FEW);
        LogInThrottle other = new LogInThrottle(database, () -> FEW);
        String email = email();
        assertTaken(one, email, at("a"));
        assertTaken(other, email, at("a"));
        assertRefused(one, email, at("a"), Duration.ofMinutes(5));
        // Of the account one is left, from anywhere; the refusals took nothing.
        assertTaken(other, email, at("b"));
        assertRefused(one, email, at("c"), Duration.ofMinutes(1));

        passTime(Duration.ofSeconds(40));
        assertRefused(other, email, at("c"), Duration.ofSeconds(20));
        passTime(Duration.ofSeconds(20));
        assertTaken(other, email, at("c"));
        assertRefused(one, email, at("d"), Duration.ofMinutes(1));
    }

    @Test
    void oneAddressCannotTryOnePasswordOnEverybody() {
        LogInThrottle throttle = new LogInThrottle(database, () -> FEW);
        String address = at("a");
        for (int i = 0; i < 4; i++) {
            assertTaken(throttle, email(), address);
        }
        assertRefused(throttle, email(), address, Duration.ofSeconds(10));
    }

    @Test
    void ofTwentyAtOnceOnlyAsManyAsAreLeftAreTaken() {
        LogInThrottle throttle = new LogInThrottle(database, () -> FEW);
        String email = email();

        Long taken = Flux.range(0, 20)
                .flatMap(i -> throttle.take(email, at("a")).map(attempt -> 1).onErrorReturn(Problem.class, 0))
                .filter(one -> one == 1)
                .count()
                .block(PATIENCE);

        assertThat(taken).isEqualTo(2);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        LogInThrottle throttle = new LogInThrottle(database, () -> FEW);
        String email = email();
        for (int i = 0; i < 10; i++) {
            throttle.take(email, at("a")).flatMap(throttle::giveBack).block(PATIENCE);
        }
        assertTaken(throttle, email, at("a"));
        assertTaken(throttle, email, at("a"));
        assertRefused(throttle, email, at("a"), Duration.ofMinutes(5));
    }

    /** As after a failover to a host whose clock is behind. */
    @Test
    void whatAClockThatWasAheadHasWrittenLocksNobodyOut() {
        LogInThrottle throttle = new LogInThrottle(database, () -> FEW);
        String email = email();
        String home = knownTo(throttle, email);
        assertTaken(throttle, email, home);
        assertTaken(throttle, email, at("a"));
        passTime(Duration.ofHours(-1));

        assertTaken(throttle, email, home);
        assertTaken(throttle, email, home);
        assertRefused(throttle, email, home, Duration.ofSeconds(10));
        assertTaken(throttle, email, at("a"));
        assertTaken(throttle, email, at("a"));
        assertRefused(throttle, email, at("a"), Duration.ofMinutes(5));
    }

    @Test
    void aChangedSettingHoldsForTheNextAttempt() {
        AtomicReference<ThrottleSettings> settings = new AtomicReference<>(FEW);
        LogInThrottle throttle = new LogInThrottle(database, settings::get);
        String email = email();
        assertTaken(throttle, email, at("a"));
        assertTaken(throttle, email, at("a"));
        assertRefused(throttle, email, at("a"), Duration.ofMinutes(5));

        settings.set(new ThrottleSettings(
                new Guesses(3, Duration.ofSeconds(10)),
                new Guesses(3, Duration.ofMinutes(5)),
                new Guesses(9, Duration.ofMinutes(1)),
                FEW.address(),
                FEW.knownFor()));
        assertTaken(throttle, email, at("a"));
    }

    @Test
    void anAccountBearsMoreThanOneAddressCanUseUp() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ThrottleSettings(
                        FEW.account(), FEW.account(), FEW.accountFromAddress(), FEW.address(), Duration.ofDays(90)))
                .withMessageStartingWith("ares.user.throttle.account");
    }

    @Test
    void whoHangsUpWithTheRightPasswordLosesNothing() {
        TestUsers.User ada = users.register();
        LogInThrottle throttle = new LogInThrottle(database, () -> FEW);
        LogIn logIn = new LogIn(credentials, sessions, accessTokens, throttle, new SimpleMeterRegistry());

        for (int time = 0; time < 5; time++) {
            // Who was in before anybody looked has not hung up: then another comes, from where nobody is known.
            AtomicReference<Disposable> caller = new AtomicReference<>(Disposables.disposed());
            AtomicReference<String[]> buckets = new AtomicReference<>(new String[0]);
            await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> {
                if (caller.get().isDisposed()) {
                    String address = at(UUID.randomUUID().toString());
                    buckets.set(Attempt.of(ada.email(), address, FEW).keys());
                    caller.set(logIn.logIn(ada.email(), TestUsers.PASSWORD, address)
                            .subscribe());
                }
                return used(buckets.get()) > 0;
            });
            caller.get().dispose();

            await().atMost(PATIENCE).until(() -> used(buckets.get()) == 0);
        }
    }

    /** How many of them are not full. */
    private long used(String... buckets) {
        return Objects.requireNonNull(database.sql(USED)
                .bind("$1", buckets)
                .mapValue(Long.class)
                .one()
                .block(PATIENCE));
    }

    @Test
    void theOwnersAddressBearsNoLessThanAnother() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ThrottleSettings(
                        new Guesses(20, Duration.ofMinutes(6)),
                        FEW.accountFromAddress(),
                        FEW.account(),
                        FEW.address(),
                        Duration.ofDays(90)))
                .withMessageStartingWith("ares.user.throttle.known-address");
    }

    /** Behind one router, say; on a laptop everything comes from one address. */
    @Test
    void anOwnerComesInSecondsAfterSomebodyElseAtTheSameAddressGaveUpGuessing() {
        LogInThrottle throttle = new LogInThrottle(database, () -> FEW);
        String email = email();
        String home = knownTo(throttle, email);
        assertTaken(throttle, email, home);
        assertTaken(throttle, email, home);
        assertRefused(throttle, email, home, Duration.ofSeconds(10));

        passTime(Duration.ofSeconds(2));
        assertRefused(throttle, email, home, Duration.ofSeconds(8));
        passTime(Duration.ofSeconds(8));
        assertTaken(throttle, email, home);
    }

    @Test
    void guessesAtTheOwnersAddressAreBoundedAndLeaveTheOthersAsTheyAre() {
        LogInThrottle throttle = new LogInThrottle(database, () -> FEW);
        String email = email();
        String home = knownTo(throttle, email);

        int taken = 0;
        // Less than a minute by as much as the machine may take for it.
        for (int second = 0; second < 52; second++) {
            taken += Objects.requireNonNull(throttle.take(email, home)
                    .map(attempt -> 1)
                    .onErrorReturn(Problem.class, 0)
                    .block(PATIENCE));
            passTime(Duration.ofSeconds(1));
        }

        assertThat(taken).as("2 at once, then one in 10 s").isEqualTo(2 + 5);
        // Nothing of what all others have together was used up.
        assertTaken(throttle, email, at("a"));
        assertTaken(throttle, email, at("a"));
        assertRefused(throttle, email, at("a"), Duration.ofMinutes(5));
        assertTaken(throttle, email, at("b"));
        assertRefused(throttle, email, at("b"), Duration.ofMinutes(1));
    }

    @Test
    void tenWrongGuessesAtHomeLeaveTheOwnerIn() {
        TestUsers.User ada = users.register();
        users.text(logIn(ada.email(), TestUsers.PASSWORD, HOME), 200);
        for (int guess = 0; guess < 10; guess++) {
            users.text(logIn(ada.email(), "wrong horse", HOME), 401);
        }
        users.text(logIn(ada.email(), TestUsers.PASSWORD, HOME), 200);
    }

    /** What was given back must go where it was taken from. */
    @Test
    void aRightPasswordAtAKnownAddressCostsNothing() {
        LogInThrottle throttle = new LogInThrottle(database, () -> FEW);
        String email = email();
        String home = knownTo(throttle, email);
        for (int i = 0; i < 5; i++) {
            throttle.take(email, home).flatMap(throttle::giveBack).block(PATIENCE);
        }
        assertTaken(throttle, email, home);
        assertTaken(throttle, email, home);
        assertRefused(throttle, email, home, Duration.ofSeconds(10));
    }

    private WebTestClient.ResponseSpec logIn(String email, String password, String address) {
        return users.post("/api/auth/token", Map.of("email", email, "password", password), null, from(address));
    }

    private Map<String, String> from(String address) {
        return Map.of(ClientAddress.HEADER, address, ClientAddress.PROOF, serviceTokens.issue());
    }

    /** An address that no other test uses up. */
    private String at(String name) {
        return test + name;
    }

    /** An address from which the owner of an account came; nobody else has anything to do with its email. */
    private String knownTo(LogInThrottle throttle, String email) {
        UUID somebody = UUID.fromString(users.register().id());
        throttle.know(somebody, email, at("home")).block(PATIENCE);
        return at("home");
    }

    /** The database's time, as far as the buckets can tell. */
    private void passTime(Duration time) {
        database.sql("UPDATE login_allowance SET full_at = full_at - make_interval(secs => $1)")
                .bind("$1", (double) time.toSeconds())
                .then()
                .block(PATIENCE);
    }

    private static String email() {
        return UUID.randomUUID() + "@example.org";
    }

    private static void assertTaken(LogInThrottle throttle, String email, String address) {
        assertThat(throttle.take(email, address).block(PATIENCE)).isNotNull();
    }

    private static void assertRefused(LogInThrottle throttle, String email, String address, Duration wait) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> throttle.take(email, address).block(PATIENCE))
                .satisfies(problem -> assertThat(problem.retryAfter())
                        .hasValueSatisfying(told -> assertThat(told).isBetween(wait.minus(SLOWEST), wait)));
    }
}
