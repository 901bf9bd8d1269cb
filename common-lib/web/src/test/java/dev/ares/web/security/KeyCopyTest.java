package dev.ares.web.security;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.ares.test.time.SetClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A verifier that starts while whoever publishes the keys is away. */
class KeyCopyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Mono<JWKSet> AWAY = Mono.error(new ConnectException("away"));
    private static final JWK ONE = key("one");
    private static final JWK TWO = key("two");

    @TempDir
    private Path folder;

    private final SetClock clock = new SetClock();
    private Path file = Path.of("unset");
    private KeyCopy copy = new KeyCopy(null, clock, Schedulers.immediate());

    @BeforeEach
    void name() {
        file = folder.resolve("of-one").resolve("keys.json");
        copy = copyIn(file);
    }

    @Test
    void whoIsLoggedInStaysSoWhenTheVerifierStartsWhileTheIssuerIsAway() {
        assertThat(ids(started(Mono.just(new JWKSet(ONE)), PATIENCE))).containsExactly("one");
        clock.advance(Duration.ofMinutes(15));

        AccessTokenKeys again = started(AWAY, Duration.ZERO);

        assertThat(ids(again)).containsExactly("one");
        assertThat(ids(again)).containsExactly("one");
    }

    @Test
    void whatIsPublishedGoesBeforeTheCopy() {
        copy.keep(new JWKSet(List.of(ONE, TWO)));

        assertThat(ids(started(Mono.just(new JWKSet(TWO)), PATIENCE))).isEmpty();
    }

    @Test
    void withoutACopyRequestsWaitForTheKeysWhichAreFetchedAgainSoon() {
        AtomicInteger fetches = new AtomicInteger();
        Mono<JWKSet> backSoon =
                Mono.defer(() -> fetches.incrementAndGet() < 4 ? AWAY : Mono.just(new JWKSet(List.of(ONE))));

        assertThat(ids(started(backSoon, PATIENCE))).containsExactly("one");
        assertThat(fetches).hasValue(4);
    }

    @Test
    void butNotForEver() {
        AccessTokenKeys keys = started(AWAY, Duration.ofMillis(500));

        assertThatThrownBy(() -> ids(keys)).hasRootCauseInstanceOf(ConnectException.class);
    }

    @Test
    void onlyItsOwnerReadsAndWritesItAndNoDraftStays() throws IOException {
        copy.keep(new JWKSet(ONE));
        copy.keep(new JWKSet(TWO));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(copy.read().orElseThrow().getKeys()).containsExactly(TWO.toPublicJWK());
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void privateKeysAreNotKept() throws IOException {
        copy.keep(new JWKSet(ONE));

        assertThat(ONE.isPrivate()).isTrue();
        assertThat(Files.readString(file)).contains("\"one\"").doesNotContain("\"d\"");
    }

    @Test
    void whatOthersMayWriteOrIsOldOrBrokenIsNotBelieved() throws IOException {
        copy.keep(new JWKSet(ONE));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        assertThat(copy.read()).isEmpty();

        copy.keep(new JWKSet(ONE));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThat(copyIn(link).read()).isEmpty();

        clock.advance(KeyCopy.USEFUL.plusSeconds(1));
        assertThat(copy.read()).isEmpty();

        copy.keep(new JWKSet(ONE));
        assertThat(copy.read()).isPresent();
        Files.writeString(file, "{");
        clock.advance(Duration.between(
                clock.instant(), Files.getLastModifiedTime(file).toInstant()));
        assertThat(copy.read()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenCostsTheCopyOnly() throws IOException {
        Path taken = Files.createFile(folder.resolve("taken"));
        KeyCopy impossible = copyIn(taken.resolve("keys.json"));

        impossible.keep(new JWKSet(ONE));
        assertThat(impossible.read()).isEmpty();
    }

    private KeyCopy copyIn(Path file) {
        return new KeyCopy(file, clock, Schedulers.immediate());
    }

    private AccessTokenKeys started(Mono<JWKSet> source, Duration patience) {
        return new AccessTokenKeys(source, copyIn(file), Duration.ofMinutes(5), patience, clock);
    }

    /** Those that may have signed a token of the first key. */
    private static List<String> ids(AccessTokenKeys keys) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), new JWTClaimsSet.Builder().build());
        return Objects.requireNonNull(
                keys.apply(token).map(JWK::getKeyID).collectList().block(PATIENCE));
    }

    private static JWK key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
