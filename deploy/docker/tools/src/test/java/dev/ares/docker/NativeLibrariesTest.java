package dev.ares.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NativeLibrariesTest {

    @TempDir
    private Path folder = Path.of("");

    /** As they stand in the jars of zstd, snappy, lz4, Nacos and Netty. */
    @ParameterizedTest
    @CsvSource({
        "linux/amd64/libzstd-jni-1.5.6-10.so,                                          amd64",
        "linux/aarch64/libzstd-jni-1.5.6-10.so,                                        aarch64",
        "linux/i386/libzstd-jni-1.5.6-10.so,                                           neither",
        "freebsd/amd64/libzstd-jni-1.5.6-10.so,                                        neither",
        "win/amd64/libzstd-jni-1.5.6-10.dll,                                           neither",
        "darwin/aarch64/libzstd-jni-1.5.6-10.dylib,                                    neither",
        "org/xerial/snappy/native/Linux/x86_64/libsnappyjava.so,                       amd64",
        "org/xerial/snappy/native/Linux/arm64/libsnappyjava.so,                        aarch64",
        "org/xerial/snappy/native/Linux/android-arm/libsnappyjava.so,                  neither",
        "org/xerial/snappy/native/Linux/x86/libsnappyjava.so,                          neither",
        "net/jpountz/util/linux/amd64/liblz4-java.so,                                  amd64",
        "META-INF/native/libio_grpc_netty_shaded_netty_tcnative_linux_aarch_64.so,     aarch64",
        "META-INF/native/libio_grpc_netty_shaded_netty_tcnative_osx_x86_64.jnilib,     neither",
        "META-INF/native/io_grpc_netty_shaded_netty_tcnative_windows_x86_64.dll,       neither",
        "META-INF/native/libnetty_transport_native_epoll_x86_64.so,                    amd64",
        "lib/libwithoutaprocessor.so,                                                  both",
        "org/xerial/snappy/SnappyLoader.class,                                         both",
        "META-INF/MANIFEST.MF,                                                         both",
    })
    void nativeCodeStaysWhereItRuns(String entry, String where) {
        assertThat(new NativeLibraries("amd64").cannotRun(entry))
                .isEqualTo(!List.of("amd64", "both").contains(where));
        assertThat(new NativeLibraries("aarch64").cannotRun(entry))
                .isEqualTo(!List.of("aarch64", "both").contains(where));
    }

    @Test
    void aJarKeepsAllElseAndBecomesTheSameBytesEachTime() throws IOException {
        Path first = jar("first.jar", "win/amd64/x.dll", "linux/amd64/x.so", "a/B.class");
        Path second = jar("second.jar", "win/amd64/x.dll", "linux/amd64/x.so", "a/B.class");

        assertThat(new NativeLibraries("amd64").leaveOutOf(first)).isPositive();
        new NativeLibraries("amd64").leaveOutOf(second);

        try (var slim = new ZipFile(first.toFile())) {
            assertThat(slim.stream().map(ZipEntry::getName)).containsExactly("linux/amd64/x.so", "a/B.class");
            assertThat(slim.getInputStream(slim.getEntry("a/B.class")).readAllBytes())
                    .isEqualTo("a/B.class".getBytes());
        }
        assertThat(first).hasSameBinaryContentAs(second);
        assertThat(folder).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void aJarWithoutNativeCodeIsNotTouched() throws IOException {
        Path jar = jar("plain.jar", "a/B.class");
        byte[] before = Files.readAllBytes(jar);
        assertThat(new NativeLibraries("amd64").leaveOutOf(jar)).isZero();
        assertThat(jar).hasBinaryContent(before);
    }

    @Test
    void anUnknownProcessorIsNamed() {
        assertThatThrownBy(() -> new NativeLibraries("riscv64"))
                .hasMessage("architecture: riscv64 (expected: amd64 or aarch64)");
    }

    private Path jar(String name, String... entries) throws IOException {
        Path jar = folder.resolve(name);
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String each : entries) {
                var entry = new ZipEntry(each);
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(each.getBytes());
                zip.closeEntry();
            }
        }
        return jar;
    }
}
