package dev.ares.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;

/**
 * A message as it once crossed the wire: {@code <type>.<number>.bin}, and beside it what it says as JSON.
 *
 * @param type full name of the message
 * @param number grows with each sample of the type; the highest one knows all fields
 */
record Sample(String type, int number, Path binary, Path json) {

    private static final Path FOLDER = Path.of("src/test/samples");

    static List<Sample> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(Sample::of)
                    .sorted(Comparator.comparing(Sample::type).thenComparing(Sample::number))
                    .toList();
        }
    }

    private static Sample of(Path json) {
        String name = json.getFileName().toString().replace(".json", "");
        int dot = name.lastIndexOf('.');
        Path binary = json.resolveSibling(name + ".bin");
        return new Sample(name.substring(0, dot), Integer.parseInt(name.substring(dot + 1)), binary, json);
    }

    /** What the committed bytes mean today. */
    DynamicMessage decoded(Descriptor message) throws IOException {
        return DynamicMessage.parseFrom(message, Files.readAllBytes(binary));
    }

    /** What they meant when they were committed. */
    String expectedJson() throws IOException {
        return Files.readString(json).strip();
    }

    /** For a new sample, whose JSON is written by hand. What is committed is never written again. */
    void encodeIfNew(Descriptor message) throws IOException {
        if (!Files.exists(binary)) {
            DynamicMessage.Builder built = DynamicMessage.newBuilder(message);
            JsonFormat.parser().merge(expectedJson(), built);
            Files.write(binary, built.build().toByteArray());
        }
    }

    @Override
    public String toString() {
        return type + "." + number;
    }
}
