package dev.ares.web.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import dev.ares.observability.BlockingBoundary;
import dev.ares.web.RevocationFeed;
import dev.ares.web.RevocationFeed.Page;

/**
 * Asks every second what was revoked, one question at a time, from before the first request is served. While nobody answers
 * what is known stays known and all other tokens hold, as with their keys: without user-service nobody can log out either.
 */
final class RevocationPoll implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RevocationPoll.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** For one page: a question that is lost costs no more than this and a pause. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** For all of them: the rest comes while the first requests are served. */
    private static final Duration PATIENCE_AT_START = Duration.ofSeconds(3);

    private final RevocationFeed feed;
    private final Revocations revocations;
    private final Clock clock;
    private final AtomicReference<@Nullable Disposable> polling = new AtomicReference<>();
    private volatile @Nullable String cursor;
    private volatile Instant answeredAt;
    private volatile boolean unanswered;

    RevocationPoll(RevocationFeed feed, Revocations revocations, MeterRegistry metrics, Clock clock) {
        this.feed = feed;
        this.revocations = revocations;
        this.clock = clock;
        this.answeredAt = clock.instant();
        TimeGauge.builder("ares.revocations.age", this, TimeUnit.MILLISECONDS, RevocationPoll::age)
                .description("Since user-service last said which access tokens were revoked, or since the start")
                .strongReference(true)
                .register(metrics);
    }

    @Override
    @BlockingBoundary("start-up, on the main thread: what was revoked is known before the first token comes")
    public void start() {
        Mono<Void> first = poll().cache();
        polling.set(first.thenMany(Mono.delay(PAUSE).then(poll()).repeat()).subscribe());
        first.timeout(PATIENCE_AT_START, Mono.empty()).block();
    }

    /** Asks until there is no more for now; never fails. */
    Mono<Void> poll() {
        return Mono.defer(() -> pageAfter(cursor))
                .expand(page -> page.more() ? pageAfter(page.next()) : Mono.empty())
                .doOnNext(this::apply)
                .then()
                .doOnSuccess(all -> answered())
                .onErrorResume(this::isUnanswered);
    }

    private Mono<Page> pageAfter(@Nullable String position) {
        return feed.after(position).timeout(PATIENCE);
    }

    private void apply(Page page) {
        revocations.add(page.entries());
        cursor = page.next();
    }

    private void answered() {
        answeredAt = clock.instant();
        revocations.forgetExpired(answeredAt);
        if (unanswered) {
            unanswered = false;
            log.info("What access tokens were revoked is known again");
        }
    }

    private Mono<Void> isUnanswered(Throwable failure) {
        if (!unanswered) {
            unanswered = true;
            log.warn(
                    "What access tokens were revoked is not heard; {} are known: {}",
                    revocations.size(),
                    failure.toString());
        }
        return Mono.empty();
    }

    private double age() {
        return Duration.between(answeredAt, clock.instant()).toMillis();
    }

    @Override
    public void stop() {
        Disposable running = polling.getAndSet(null);
        if (running != null) {
            running.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return polling.get() != null;
    }

    /** Before the web server, which starts in one of the last phases, and after it at the end. */
    @Override
    public int getPhase() {
        return 0;
    }
}
