package dev.ares.web.security;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;
import reactor.core.publisher.Mono;

import dev.ares.test.time.SetClock;
import dev.ares.web.RevocationFeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RevocationPollTest {

    private final SetClock clock = new SetClock();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Revocations revocations = new Revocations();
    private final List<@Nullable String> asked = new ArrayList<>();
    private Mono<RevocationFeed.Page> answer = Mono.just(page("1"));
    private final RevocationPoll poll = new RevocationPoll(this::answer, revocations, metrics, clock);

    @AfterEach
    void stop() {
        poll.stop();
    }

    @Test
    void eachPollGoesOnWhereTheOneBeforeEnded() {
        answer = Mono.just(page("1", "a"));
        poll.poll().block();
        answer = Mono.just(page("2", "a", "b"));
        poll.poll().block();
        poll.poll().block();

        assertThat(asked).containsExactly(null, "1", "2");
        assertThat(List.of(holds("a"), holds("b"), holds("c"))).containsExactly(false, false, true);
        assertThat(revocations.size()).isEqualTo(2);
    }

    @Test
    void aFullPageIsFollowedByTheNextAtOnce() {
        answer = Mono.fromSupplier(() -> {
            String sid = "s" + asked.size();
            return new RevocationFeed.Page(List.of(entry(sid)), sid, asked.size() < 3);
        });

        poll.poll().block();

        assertThat(asked).containsExactly(null, "s1", "s2");
        assertThat(List.of(holds("s1"), holds("s2"), holds("s3"))).containsOnly(false);
    }

    @Test
    void whileNobodyAnswersWhatIsKnownStaysAndOtherTokensHold() {
        answer = Mono.just(page("1", "a"));
        poll.poll().block();
        answer = Mono.error(new IllegalStateException("away"));
        clock.advance(Duration.ofMinutes(1));
        poll.poll().block();

        assertThat(List.of(holds("a"), holds("b"))).containsExactly(false, true);
        assertThat(age()).isEqualTo(60);

        answer = Mono.just(page("2", "b"));
        poll.poll().block();
        assertThat(asked).containsExactly(null, "1", "1");
        assertThat(holds("b")).isFalse();
        assertThat(age()).isZero();
    }

    @Test
    void whatHasExpiredIsForgotten() {
        answer = Mono.just(page("1", "a"));
        poll.poll().block();
        answer = Mono.just(page("2"));
        clock.advance(Duration.ofMinutes(20));
        poll.poll().block();

        assertThat(revocations.size()).isZero();
    }

    @Test
    void aStartKnowsWhatWasRevokedBeforeAndGoesOnByItself() {
        answer = Mono.just(page("1", "a"));
        poll.start();
        assertThat(holds("a")).isFalse();

        answer = Mono.just(page("2", "b"));
        await().atMost(Duration.ofSeconds(5)).until(() -> !holds("b"));
    }

    @Test
    void whoDoesNotAnswerIsAskedAgainAndNeverTwiceAtOnce() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        answer = Mono.<RevocationFeed.Page>never()
                .doOnSubscribe(subscription -> {
                    begun.incrementAndGet();
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                })
                .doFinally(signal -> running.decrementAndGet());

        poll.start();

        await().atMost(Duration.ofSeconds(10)).until(() -> begun.get() >= 3);
        assertThat(most).hasValue(1);
    }

    private synchronized Mono<RevocationFeed.Page> answer(@Nullable String cursor) {
        asked.add(cursor);
        return answer;
    }

    private double age() {
        return metrics.get("ares.revocations.age").timeGauge().value(TimeUnit.SECONDS);
    }

    private RevocationFeed.Page page(String next, String... sids) {
        return new RevocationFeed.Page(List.of(sids).stream().map(this::entry).toList(), next, false);
    }

    private RevocationFeed.Entry entry(String sid) {
        return RevocationFeed.Entry.ofSession(
                sid, clock.instant().plus(Duration.ofMinutes(15)).getEpochSecond());
    }

    private boolean holds(String sid) {
        return !revocations
                .validate(Jwt.withTokenValue("t")
                        .header("alg", "RS256")
                        .claim("sid", sid)
                        .build())
                .hasErrors();
    }
}
