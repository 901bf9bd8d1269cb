package dev.ares.user.account;

import java.time.Duration;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import dev.ares.observability.BlockingBoundary;

/**
 * Sees to it that the first admin's account exists before the first request is served. An account that exists already
 * is left as it is: its password was perhaps changed, and one that somebody registered under the admin's address must
 * not become an admin's.
 */
final class FirstAdmin implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(FirstAdmin.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A database that was restarted or is slow for the moment is no reason to end. */
    private static final Retry ONCE_THE_DATABASE_ANSWERS = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(250))
            .maxBackoff(Duration.ofSeconds(2))
            .filter(DataAccessException.class::isInstance);

    private final FirstAdminSettings settings;
    private final RegisterAccount registration;
    private final Accounts accounts;
    private volatile boolean running;

    FirstAdmin(FirstAdminSettings settings, RegisterAccount registration, Accounts accounts) {
        this.settings = settings;
        this.registration = registration;
        this.accounts = accounts;
    }

    @Override
    @BlockingBoundary("start-up, on the main thread: nothing is served before the admin exists")
    public void start() {
        running = true;
        settings.registration()
                .ifPresentOrElse(
                        admin -> ensure(admin)
                                .retryWhen(ONCE_THE_DATABASE_ANSWERS)
                                .block(PATIENCE),
                        () -> log.info("No first admin is configured"));
    }

    Mono<Void> ensure(Registration admin) {
        return accounts.withEmail(admin.email())
                .doOnNext(FirstAdmin::warnUnlessAdmin)
                .hasElement()
                .flatMap(exists -> exists ? Mono.empty() : register(admin));
    }

    private Mono<Void> register(Registration admin) {
        return registration
                .register(admin, Set.of(Role.ADMIN))
                .doOnNext(outcome ->
                        log.info("First admin: {}", outcome.getClass().getSimpleName()))
                .then();
    }

    private static void warnUnlessAdmin(Accounts.Secured existing) {
        if (!existing.account().roles().contains(Role.ADMIN)) {
            log.warn(
                    "Account {} has the first admin's address and is no admin; it stays so",
                    existing.account().id());
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, which starts in one of the last phases. */
    @Override
    public int getPhase() {
        return 0;
    }
}
