package dev.ares.local.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The one folder that a stack writes to: data, logs, secrets, process ids and unpacked programs.
 *
 * @param root absolute; created on demand, readable by its owner only
 */
public record StateFolder(Path root) {

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

    /** Makes the folder and its parts. Idempotent. */
    public StateFolder create() throws IOException {
        Files.createDirectories(root);
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
        Files.move(
                draft,
                file,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes the folder with everything in it. Does not follow links; harmless when there is none. */
    public void delete() throws IOException {
        deleteTree(root);
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
            public FileVisitResult postVisitDirectory(
                    Path visited, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
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
