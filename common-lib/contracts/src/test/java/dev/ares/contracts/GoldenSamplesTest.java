package dev.ares.contracts;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages wait in tables and topics while services are updated: what was written before must still be understood. To add
 * a sample, write its JSON and run this test with {@code -Dares.samples=encode}; a field that is added to a message wants
 * a further sample with the next number, beside the old ones.
 */
class GoldenSamplesTest {

    @BeforeAll
    static void encodeNewSamples() throws IOException {
        if ("encode".equals(System.getProperty("ares.samples"))) {
            Map<String, Descriptor> messages = byName();
            for (Sample sample : Sample.all()) {
                sample.encodeIfNew(Objects.requireNonNull(messages.get(sample.type()), sample.type()));
            }
        }
    }

    static Stream<Descriptor> messages() throws IOException {
        return ProtoFiles.messages().stream();
    }

    static Stream<Sample> samples() throws IOException {
        return Sample.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleStillDecodesToWhatItMeant(Sample sample) throws IOException {
        Descriptor message = byName().get(sample.type());
        assertThat(message).as("message of the sample %s", sample).isNotNull();
        DynamicMessage decoded = sample.decoded(message);

        assertThat(JsonFormat.printer().print(decoded)).isEqualTo(sample.expectedJson());
        assertThat(decoded.getUnknownFields().asMap()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageHasASampleThatFillsEachField(Descriptor message) throws IOException {
        Sample newest = Sample.all().stream()
                .filter(sample -> sample.type().equals(message.getFullName()))
                .max(Comparator.comparing(Sample::number))
                .orElseThrow(() -> new AssertionError(
                        "no sample of " + message.getFullName() + " in src/test/samples (expected: one at least)"));

        List<String> filled = newest.decoded(message).getAllFields().keySet().stream()
                .map(FieldDescriptor::getName)
                .toList();

        assertThat(filled)
                .as("fields of %s in its sample", message.getFullName())
                .containsExactlyElementsOf(message.getFields().stream()
                        .sorted()
                        .map(FieldDescriptor::getName)
                        .toList());
    }

    private static Map<String, Descriptor> byName() throws IOException {
        return ProtoFiles.messages().stream().collect(Collectors.toMap(Descriptor::getFullName, message -> message));
    }
}
