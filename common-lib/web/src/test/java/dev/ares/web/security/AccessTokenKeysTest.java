package dev.ares.web.security;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.ares.test.time.SetClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccessTokenKeysTest {

    private static final Duration REFRESH = Duration.ofMinutes(5);

    private final SetClock clock = new SetClock();
    private final AtomicInteger fetches = new AtomicInteger();
    private @Nullable JWKSet published = set("one");

    private final AccessTokenKeys keys = new AccessTokenKeys(
            Mono.defer(() -> {
                fetches.incrementAndGet();
                return published == null ? Mono.error(new ConnectException("down")) : Mono.just(published);
            }),
            new KeyCopy(null, clock, Schedulers.immediate()),
            REFRESH,
            Duration.ofSeconds(2),
            clock);

    @Test
    void keysAreFetchedOnce() {
        assertThat(ids("one")).containsExactly("one");
        assertThat(ids("one")).containsExactly("one");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void withoutAnyKeysItFailsInsteadOfRefusing() {
        published = null;

        assertThatThrownBy(() -> ids("one")).hasRootCauseInstanceOf(ConnectException.class);

        published = set("one");
        assertThat(ids("one")).containsExactly("one");
    }

    @Test
    void theSameKeysFetchedAgainAreOneObjectAndOthersAreNot() {
        assertThat(keys.inForce()).isNull();
        ids("one");
        JWKSet first = Objects.requireNonNull(keys.inForce());

        published = new JWKSet(first.getKeys());
        clock.advance(REFRESH.plusSeconds(10));
        ids("one");
        assertThat(fetches).hasValue(2);
        assertThat(keys.inForce()).isSameAs(first);

        published = set("one", "two");
        clock.advance(REFRESH.plusSeconds(10));
        ids("one");
        assertThat(keys.inForce()).isNotSameAs(first);
    }

    @Test
    void keysOutliveTheIssuer() {
        ids("one");
        published = null;
        clock.advance(Duration.ofDays(1));

        assertThat(ids("one")).containsExactly("one");
        assertThat(ids("two")).isEmpty();
    }

    @Test
    void aNewKeyIsFoundAtOnceButInventedOnesCostNothing() {
        ids("one");
        published = set("one", "two");
        clock.advance(AccessTokenKeys.PAUSE.plusMillis(1));

        assertThat(ids("two")).containsExactly("two");
        int before = fetches.get();
        for (int i = 0; i < 100; i++) {
            assertThat(ids("invented-" + i)).isEmpty();
        }
        assertThat(fetches).hasValue(before);
    }

    @Test
    void aWithdrawnKeyIsForgottenWithTheNextRefresh() {
        ids("one");
        published = set("two");
        clock.advance(REFRESH.plusSeconds(1));

        ids("one");
        assertThat(ids("one")).isEmpty();
    }

    private List<String> ids(String keyId) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), new JWTClaimsSet.Builder().build());
        return keys.apply(token)
                .map(JWK::getKeyID)
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private static JWKSet set(String... ids) {
        return new JWKSet(List.of(ids).stream()
                .map(id -> (JWK)
                        new OctetSequenceKey.Builder(new byte[32]).keyID(id).build())
                .toList());
    }
}
