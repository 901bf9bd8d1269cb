package dev.ares.contracts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.google.protobuf.Descriptors.FileDescriptor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MessageFilesTest {

    @Test
    void everyFileOfMessagesIsNamed() throws Exception {
        Path protos = Path.of("src/main/proto");
        try (Stream<Path> files = Files.walk(protos)) {
            assertThat(Stream.of(MessageFiles.all()).map(FileDescriptor::getName))
                    .containsExactlyInAnyOrderElementsOf(files.filter(file -> file.endsWith("messages.proto"))
                            .map(file -> protos.relativize(file).toString().replace('\\', '/'))
                            .toList());
        }
    }
}
