package dev.ares.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Native code in jars, of which an image can only run what was made for Linux and its own processor. The rest is megabytes
 * that nobody can call.
 *
 * @param architecture of the image, as the JVM names it: {@code amd64}, {@code aarch64}
 */
record NativeLibraries(String architecture) {

    private static final Map<String, List<String>> NAMES =
            Map.of("amd64", List.of("x86_64", "amd64"), "aarch64", List.of("aarch64", "aarch_64", "arm64"));

    private static final Pattern LIBRARY = Pattern.compile(".*\\.(so|dll|jnilib|dylib)");
    private static final Pattern OTHER_SYSTEM =
            Pattern.compile("(win|windows|osx|mac|darwin|freebsd|aix|sunos|android)");
    private static final Pattern NAMES_A_PROCESSOR =
            Pattern.compile("x86|amd64|i386|aarch|arm|ppc|s390|riscv|loongarch|mips|sparc");

    NativeLibraries {
        if (!NAMES.containsKey(architecture)) {
            throw new IllegalArgumentException("architecture: " + architecture + " (expected: amd64 or aarch64)");
        }
    }

    /** Whether the entry of a jar is native code that cannot run here. When in doubt it can. */
    boolean cannotRun(String entry) {
        String name = entry.toLowerCase(Locale.ROOT);
        if (!LIBRARY.matcher(name).matches()) {
            return false;
        }
        if (!name.endsWith(".so") || OTHER_SYSTEM.matcher(name).find()) {
            return true;
        }
        return NAMES_A_PROCESSOR.matcher(name).find()
                && NAMES.getOrDefault(architecture, List.of()).stream().noneMatch(name::contains);
    }

    /**
     * Writes the jar anew without what cannot run. A jar without such entries stays as it is, and the same jar always becomes
     * the same bytes.
     *
     * @return the bytes saved
     */
    long leaveOutOf(Path jar) throws IOException {
        long before = Files.size(jar);
        Path draft = jar.resolveSibling(jar.getFileName() + ".draft");
        try (var old = new ZipFile(jar.toFile())) {
            if (old.stream().map(ZipEntry::getName).noneMatch(this::cannotRun)) {
                return 0;
            }
            try (var slim = new ZipOutputStream(Files.newOutputStream(draft))) {
                slim.setLevel(Deflater.BEST_COMPRESSION);
                for (ZipEntry entry : old.stream().toList()) {
                    if (!cannotRun(entry.getName())) {
                        copy(old, entry, slim);
                    }
                }
            }
        }
        Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
        return before - Files.size(jar);
    }

    private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to) throws IOException {
        var copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        to.putNextEntry(copy);
        try (var content = from.getInputStream(entry)) {
            content.transferTo(to);
        }
        to.closeEntry();
    }
}
