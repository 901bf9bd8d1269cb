package dev.ares.local.shop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProgramJarTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void anExecutableJarOfSpringBootIsTakenApart() throws IOException {
        Path jar = jar(
                "Start-Class",
                "META-INF/spring/some.imports",
                "BOOT-INF/classes/dev/",
                "BOOT-INF/classes/dev/Shop.class",
                "BOOT-INF/lib/first.jar",
                "BOOT-INF/lib/second.jar");

        var unpacked = new ProgramJar(jar).unpack(folder.resolve("program"), folder.resolve("shared"));

        assertThat(unpacked.mainClass()).isEqualTo("dev.Shop");
        String[] classPath = unpacked.classPath().split(File.pathSeparator, -1);
        assertThat(classPath).hasSize(3);
        assertThat(classPath[1]).endsWith("-first.jar");
        assertThat(classPath[2]).endsWith("-second.jar");
        try (var classes = new JarFile(classPath[0])) {
            assertThat(classes.getEntry("dev/Shop.class")).isNotNull();
            assertThat(classes.getEntry("META-INF/spring/some.imports")).isNotNull();
            assertThat(classes.getEntry("dev/"))
                    .as("what Spring looks for packages by")
                    .isNotNull();
        }
    }

    @Test
    void aJarWithoutNestedOnesIsCopied() throws IOException {
        Path jar = jar("Main-Class", "dev/Shop.class");

        var unpacked = new ProgramJar(jar).unpack(folder.resolve("program"), folder.resolve("shared"));

        assertThat(Path.of(unpacked.classPath())).hasSameBinaryContentAs(jar).isNotEqualTo(jar);
        assertThat(unpacked.mainClass()).isEqualTo("dev.Shop");
    }

    @Test
    void aJarThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> new ProgramJar(folder.resolve("no.jar")).unpack(folder, folder))
                .hasMessageContaining("no.jar is missing");
    }

    private Path jar(String mainAttribute, String... entries) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(mainAttribute, "dev.Shop");
        Path jar = folder.resolve("shop.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
                out.write(entry.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return jar;
    }
}
