package dev.ares.local.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Server binaries on the class path, unpacked once into the state folder. */
final class Resources {

    private Resources() {}

    static InputStream open(String resource) throws IOException {
        InputStream found = Resources.class.getClassLoader().getResourceAsStream(resource);
        if (found == null) {
            throw new IOException("no " + resource + " on the class path: this platform is not supported");
        }
        return new BufferedInputStream(found);
    }

    /** Copies through a temporary file: a copy that was cut short is not taken for the whole. */
    static void copyExecutable(InputStream in, Path target) throws IOException {
        Path draft = Files.createTempFile(target.getParent(), ".draft-", null);
        Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Unpacks a {@code .tar.xz} into {@code target}, which appears only when all of it is there. */
    static void unpack(InputStream archive, Path target) throws IOException {
        Path draft = Files.createTempDirectory(target.getParent(), ".draft-");
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = draft.resolve(entry.getName()).normalize();
                if (!file.startsWith(draft)) {
                    throw new IOException("entry leaves the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, file);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
