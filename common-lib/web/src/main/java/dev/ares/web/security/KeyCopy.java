package dev.ares.web.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * The public keys of access tokens in a file of this process, for when it starts while whoever publishes them is away. Who
 * can write the file says whose tokens hold: so it is believed only where it is ours, and nobody else's to write. Never
 * fails: without the file there is no copy. Reading blocks for as long as a small file takes.
 */
final class KeyCopy {

    /** Tokens hold for a quarter of an hour: keys that were published longer ago would let in nobody. */
    static final Duration USEFUL = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(KeyCopy.class);

    private final @Nullable Path file;
    private final Clock clock;
    private final Scheduler writing;

    /**
     * @param file null: no copy is kept
     * @param writing may block
     */
    KeyCopy(@Nullable Path file, Clock clock, Scheduler writing) {
        this.file = file;
        this.clock = clock;
        this.writing = writing;
    }

    /** What was kept last; empty when there is nothing that can be believed. */
    Optional<JWKSet> read() {
        if (file == null || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
            if (age.abs().compareTo(USEFUL) > 0) {
                return Optional.empty();
            }
            if (!isOurs(file)) {
                log.warn(
                        "Keys of access tokens: {} is not believed (expected: ours, and nobody else's to write)", file);
                return Optional.empty();
            }
            return Optional.of(JWKSet.parse(Files.readString(file)).toPublicJWKSet());
        } catch (IOException | ParseException | UnsupportedOperationException unreadable) {
            log.warn("Keys of access tokens: {} cannot be read: {}", file, unreadable.toString());
            return Optional.empty();
        }
    }

    /** Keeps these before long, all of them or, when that fails, those before. */
    void keep(JWKSet keys) {
        if (file != null) {
            writing.schedule(() -> write(file, keys));
        }
    }

    private void write(Path file, JWKSet keys) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, ".keys-", null);
            Files.writeString(draft, keys.toString(true));
            Files.setLastModifiedTime(draft, FileTime.from(clock.instant()));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UnsupportedOperationException failure) {
            log.warn("Keys of access tokens: {} cannot be written: {}", file, failure.toString());
        }
    }

    /** A folder that others may write to, as /tmp, may hold a file of theirs; ours is what a file that we make belongs to. */
    private static boolean isOurs(Path file) throws IOException {
        Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || allowed.contains(PosixFilePermission.GROUP_WRITE)
                || allowed.contains(PosixFilePermission.OTHERS_WRITE)) {
            return false;
        }
        Path made = Files.createTempFile(file.toAbsolutePath().getParent(), ".keys-", null);
        try {
            return Files.getOwner(made).equals(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS));
        } finally {
            Files.delete(made);
        }
    }
}
