package dev.ares.local.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The one folder that a stack writes to: data, logs, secrets, process ids and unpacked programs.
 *
 * @param root absolute; created on demand, readable by its owner only
 */
public record StateFolder(Path root) {

    private static final String MARK = ".made-by-ares";

    public StateFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** What a server keeps between two starts. */
    public Path data(String part) {
        return root.resolve("data").resolve(part);
    }

    public Path log(String part) {
        return root.resolve("logs").resolve(part + ".log");
    }

    public Path secret(String name) {
        return root.resolve("secrets").resolve(name);
    }

    /** Programs unpacked from their archives. */
    public Path program(String name) {
        return root.resolve("programs").resolve(name);
    }

    Path processes() {
        return root.resolve("processes");
    }

    /**
     * Makes the folder and its parts. Idempotent.
     *
     * @throws IOException also when there is a folder with something else in it, which a purge would remove
     */
    public StateFolder create() throws IOException {
        if (!isOurs() && !isEmpty()) {
            throw new IOException(
                    root + " holds other files (expected: an empty folder, a new one, or one made by Ares)");
        }
        Files.createDirectories(root);
        Files.writeString(root.resolve(MARK), "Made by Ares; removed with everything in it by a purge.\n");
        ownerOnly(root, "rwx------");
        for (String part : new String[] {"data", "logs", "secrets", "programs", "processes"}) {
            Files.createDirectories(root.resolve(part));
        }
        return this;
    }

    /** Writes a file that only its owner can read, through a temporary one: a reader sees all of it or nothing. */
    public static void writePrivately(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), ".draft-", null);
        ownerOnly(draft, "rw-------");
        Files.writeString(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether there is such a folder, made by {@link #create}. */
    public boolean isOurs() {
        return Files.exists(root.resolve(MARK));
    }

    /** Removes the folder with everything in it. Does not follow links; harmless when there is none, or not one of ours. */
    public void delete() throws IOException {
        if (isOurs()) {
            deleteTree(root);
        }
    }

    private boolean isEmpty() throws IOException {
        if (!Files.exists(root)) {
            return true;
        }
        try (Stream<Path> files = Files.list(root)) {
            return files.findAny().isEmpty();
        }
    }

    /** Removes {@code folder} with everything in it. Does not follow links; harmless when there is none. */
    public static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void ownerOnly(Path path, String permissions) throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
