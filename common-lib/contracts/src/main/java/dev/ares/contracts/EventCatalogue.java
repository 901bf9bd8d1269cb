package dev.ares.contracts;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;

import dev.ares.contracts.catalogue.v1.Catalogue;
import dev.ares.contracts.catalogue.v1.Event;
import dev.ares.contracts.catalogue.v1.Reader;

/**
 * What crosses Kafka, as the contracts tell it: who sends it, who reads it, by which key, how long it is kept, and why twice
 * is harmless.
 */
public final class EventCatalogue {

    /** @param type the full name of the message */
    public record Entry(String type, Event event) {}

    private EventCatalogue() {}

    /** Every message that is sent by itself, by topic and name. */
    public static List<Entry> entries() {
        return messages()
                .filter(type -> type.getOptions().hasExtension(Catalogue.event))
                .map(type -> new Entry(type.getFullName(), type.getOptions().getExtension(Catalogue.event)))
                .sorted(Comparator.comparing((Entry entry) -> entry.event().getTopic())
                        .thenComparing(Entry::type))
                .toList();
    }

    /** Messages that are no part of another one, and yet are not catalogued. */
    public static Set<String> uncatalogued() {
        Set<String> parts = messages()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                .map(field -> field.getMessageType().getFullName())
                .collect(Collectors.toSet());
        return messages()
                .filter(type -> !type.getOptions().hasExtension(Catalogue.event))
                .map(Descriptor::getFullName)
                .filter(type -> !parts.contains(type))
                .collect(Collectors.toSet());
    }

    /** @param reader the consumer group; @param types the full names of the messages that it handles */
    public record Reads(String reader, String topic, Set<String> types) {}

    /** How what a service reads differs from the catalogue, in sentences; empty when it does not. */
    public static List<String> differences(String service, List<Reads> reads) {
        Set<String> handled = new HashSet<>();
        reads.forEach(one -> one.types().forEach(type -> handled.add(sentence(one.reader(), one.topic(), type))));
        Set<String> catalogued = new HashSet<>();
        for (Entry entry : entries()) {
            for (Reader reader : entry.event().getReadByList()) {
                if (reader.getName().equals(service) || reader.getName().startsWith(service + "-")) {
                    catalogued.add(sentence(reader.getName(), entry.event().getTopic(), entry.type()));
                }
            }
        }
        return Stream.concat(
                        handled.stream()
                                .filter(one -> !catalogued.contains(one))
                                .map(one ->
                                        one + ", and the catalogue does not say so (expected: read_by in its .proto, "
                                                + "with what makes it idempotent)"),
                        catalogued.stream()
                                .filter(one -> !handled.contains(one))
                                .map(one ->
                                        one + " by the catalogue, and does not (expected: a handler, or no read_by)"))
                .sorted()
                .toList();
    }

    /** The entries by topic, in the order of the topics' names. */
    public static Map<String, List<Entry>> byTopic() {
        return entries().stream()
                .collect(Collectors.groupingBy(entry -> entry.event().getTopic(), TreeMap::new, Collectors.toList()));
    }

    private static String sentence(String reader, String topic, String type) {
        return reader + " reads " + type + " of " + topic;
    }

    private static Stream<Descriptor> messages() {
        return Arrays.stream(MessageFiles.all()).flatMap(file -> file.getMessageTypes().stream());
    }
}
