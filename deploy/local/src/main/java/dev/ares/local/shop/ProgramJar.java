package dev.ares.local.shop;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A service's executable jar, unpacked so that its JVM reads plain jars: it starts faster than from nested ones, and a
 * build that replaces the jar does not pull it away from under a running service. A jar without nested ones is copied.
 */
record ProgramJar(Path jar) {

    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";

    /** Of the application too, but left where it was: the auto-configurations that it names. */
    private static final String NAMED_BESIDE = "META-INF/spring/";

    private static final String APPLICATION = "application.jar";

    /**
     * What to start.
     *
     * @param classPath in the order of the jar
     */
    record Unpacked(String classPath, String mainClass) {}

    /**
     * Unpacks into {@code target}, and the libraries into {@code shared}, where services share those that are equal.
     * Idempotent.
     */
    Unpacked unpack(Path target, Path shared) throws IOException {
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is missing (expected: built by mvn package)");
        }
        try (var file = new JarFile(jar.toFile())) {
            Files.createDirectories(shared);
            Files.createDirectories(target);
            if (file.getManifest().getMainAttributes().getValue("Start-Class") == null) {
                return new Unpacked(copy(target).toString(), mainClass(file, "Main-Class"));
            }
            var classPath = new ArrayList<String>();
            classPath.add(applicationClasses(file, target).toString());
            for (JarEntry library : libraries(file)) {
                classPath.add(library(file, library, shared).toString());
            }
            return new Unpacked(String.join(File.pathSeparator, classPath), mainClass(file, "Start-Class"));
        }
    }

    private String mainClass(JarFile file, String attribute) throws IOException {
        String main = file.getManifest().getMainAttributes().getValue(attribute);
        if (main == null) {
            throw new IOException(jar + " names no " + attribute + " (expected: an executable jar)");
        }
        return main;
    }

    private Path copy(Path target) throws IOException {
        Path draft = Files.createTempFile(target, ".draft-", null);
        Files.copy(jar, draft, StandardCopyOption.REPLACE_EXISTING);
        return Files.move(
                draft,
                target.resolve(APPLICATION),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<JarEntry> libraries(JarFile file) {
        return file.stream()
                .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(LIBRARIES))
                .toList();
    }

    private static Path library(JarFile file, JarEntry entry, Path shared) throws IOException {
        String name = entry.getName().substring(LIBRARIES.length());
        Path copy = shared.resolve(Long.toHexString(entry.getCrc()) + "-" + name);
        if (!Files.exists(copy)) {
            Path draft = Files.createTempFile(shared, ".draft-", null);
            try (InputStream in = file.getInputStream(entry)) {
                Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE);
        }
        return copy;
    }

    /** Empty when it is not in there. */
    private static String withoutFolder(String name, String folder) {
        return name.startsWith(folder) ? name.substring(folder.length()) : "";
    }

    /** With the entries of folders: Spring finds no classes in a package without one. */
    private static Path applicationClasses(JarFile file, Path target) throws IOException {
        Path draft = Files.createTempFile(target, ".draft-", null);
        try (OutputStream out = Files.newOutputStream(draft);
                var classes = new ZipOutputStream(out)) {
            for (JarEntry entry : file.stream().toList()) {
                String name = entry.getName().startsWith(NAMED_BESIDE)
                        ? entry.getName()
                        : withoutFolder(entry.getName(), CLASSES);
                if (!name.isEmpty()) {
                    classes.putNextEntry(new ZipEntry(name));
                    try (InputStream in = file.getInputStream(entry)) {
                        in.transferTo(classes);
                    }
                    classes.closeEntry();
                }
            }
        }
        Path application = target.resolve(APPLICATION);
        Files.move(draft, application, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return application;
    }
}
