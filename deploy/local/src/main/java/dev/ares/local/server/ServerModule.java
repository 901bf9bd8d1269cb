package dev.ares.local.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A built module under {@code deploy/local/servers}: a server's libraries and the few classes that we add. */
final class ServerModule {

    private ServerModule() {}

    /**
     * Copies the module into {@code target} and returns its class path: our classes, then the libraries with {@code first}
     * in front. The copy (of links, where the file system has them) lets a running server outlive {@code mvn clean}.
     */
    static String install(Path module, Path target, String first) throws IOException {
        Path libraries = module.resolve("target/lib");
        if (!Files.isDirectory(libraries)) {
            throw new IOException(libraries + " is missing (expected: built by mvn package)");
        }
        Path classes = Files.createDirectories(target.resolve("classes"));
        copyTree(module.resolve("target/classes"), classes);
        Path copies = Files.createDirectories(target.resolve("lib"));
        var entries = new ArrayList<String>();
        entries.add(classes.toString());
        for (Path jar : jars(libraries, first)) {
            entries.add(link(jar, copies.resolve(jar.getFileName())).toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    private static List<Path> jars(Path folder, String first) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted(Comparator.comparing(
                                    (Path jar) -> !jar.getFileName().toString().startsWith(first))
                            .thenComparing(Path::getFileName))
                    .toList();
        }
    }

    private static Path link(Path from, Path to) throws IOException {
        if (!Files.exists(to)) {
            try {
                Files.createLink(to, from);
            } catch (UnsupportedOperationException | IOException otherFileSystem) {
                Files.copy(from, to);
            }
        }
        return to;
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
