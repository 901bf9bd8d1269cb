package dev.ares.contracts;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;

/** The messages of every .proto file, found by walking the folder: a new file cannot be forgotten. */
final class ProtoFiles {

    private static final Path FOLDER = Path.of("src/main/proto");

    /** Speaks about messages; it is not sent itself. */
    private static final Path CATALOGUE = FOLDER.resolve("ares/catalogue");

    private ProtoFiles() {}

    static List<Descriptor> messages() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".proto") && !file.startsWith(CATALOGUE))
                    .map(ProtoFiles::descriptor)
                    .flatMap(file -> file.getMessageTypes().stream())
                    .flatMap(ProtoFiles::withNested)
                    .toList();
        }
    }

    private static Stream<Descriptor> withNested(Descriptor message) {
        Stream<Descriptor> nested = message.getNestedTypes().stream()
                .filter(type -> !type.getOptions().getMapEntry())
                .flatMap(ProtoFiles::withNested);
        return Stream.concat(Stream.of(message), nested);
    }

    /** protoc names the class of a file after it, and adds a suffix where a type in the file has that name already. */
    private static FileDescriptor descriptor(Path file) {
        String path = FOLDER.relativize(file).toString().replace(File.separatorChar, '/');
        int slash = path.lastIndexOf('/');
        String javaPackage = path.substring(0, slash).replace('/', '.').replaceFirst("^ares", "dev.ares.contracts");
        String name = path.substring(slash + 1).replace(".proto", "");
        String type = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Stream.of("", "OuterClass")
                .map(suffix -> javaPackage + "." + type + suffix)
                .flatMap(ProtoFiles::descriptorIn)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(file + ": no generated class in " + javaPackage));
    }

    private static Stream<FileDescriptor> descriptorIn(String className) {
        try {
            Object found = Class.forName(className).getMethod("getDescriptor").invoke(null);
            return found instanceof FileDescriptor file ? Stream.of(file) : Stream.empty();
        } catch (ClassNotFoundException | NoSuchMethodException | LinkageError notThis) {
            return Stream.empty();
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(className, broken);
        }
    }
}
