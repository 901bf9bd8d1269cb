package dev.ares.gateway.grpc;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.ares.web.Problem;

/**
 * Messages from and to JSON by protobuf's own mapping (ProtoJSON): {@code lowerCamelCase} names, 64-bit integers as text.
 * What {@link JsonFormat} refuses without saying where is looked for here first, so that the caller is told the field.
 */
final class ProtoJson {

    /** Empty lists and zeros are answers too. */
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace();

    private static final JsonFormat.Parser PARSER = JsonFormat.parser();

    /** A list is looked through on a thread that has other requests. */
    private static final int LONGEST_LIST = 1000;

    private ProtoJson() {}

    /**
     * @param blank of the message's type, nothing set
     * @throws Problem 400 that names the field
     */
    @SuppressWarnings("unchecked") // what a message's own builder builds is of its type
    static <M extends Message> M read(JsonNode json, M blank) {
        requireObject(json, "body");
        checkFields(json, blank, "");
        Message.Builder read = blank.newBuilderForType();
        try {
            PARSER.merge(json.toString(), read);
        } catch (InvalidProtocolBufferException e) {
            throw Problem.badRequest("body", "a " + blank.getDescriptorForType().getName());
        }
        return (M) read.build();
    }

    static String write(Message message) {
        try {
            return PRINTER.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("only Any can fail to print, and no contract has one", e);
        }
    }

    private static void checkFields(JsonNode json, Message blank, String path) {
        Descriptor type = blank.getDescriptorForType();
        for (Map.Entry<String, JsonNode> property : json.properties()) {
            FieldDescriptor field = find(type, property.getKey());
            String where = path.isEmpty() ? brief(property.getKey()) : path + "." + brief(property.getKey());
            if (field == null) {
                throw Problem.badRequest(where, "no such field; known here are " + names(type));
            }
            if (property.getValue().isNull()) {
                continue; // not set, says the mapping
            }
            checkField(property.getValue(), field, blank, where);
        }
    }

    private static void checkField(JsonNode value, FieldDescriptor field, Message blank, String where) {
        if (!field.isRepeated() || field.isMapField()) {
            checkValue(value, field, blank, where);
            return;
        }
        if (!value.isArray() || value.size() > LONGEST_LIST) {
            throw Problem.badRequest(where, "a list of at most " + LONGEST_LIST);
        }
        int at = 0;
        for (JsonNode each : value) {
            checkValue(each, field, blank, where + "[" + at++ + "]");
        }
    }

    private static void checkValue(JsonNode value, FieldDescriptor field, Message blank, String where) {
        if (field.getJavaType() == JavaType.MESSAGE && !field.isMapField() && !isWellKnown(field.getMessageType())) {
            requireObject(value, where);
            Message inner = blank.newBuilderForType().newBuilderForField(field).build();
            checkFields(value, inner, where);
            return;
        }
        // JsonFormat takes a number for a text.
        boolean right = field.getJavaType() == JavaType.STRING && !field.isMapField()
                ? value.isString()
                : !value.isNull() && fits(value, field, blank);
        if (!right) {
            throw Problem.badRequest(where, kind(field));
        }
    }

    private static boolean fits(JsonNode value, FieldDescriptor field, Message blank) {
        String json = field.isRepeated() && !field.isMapField() ? "[" + value + "]" : value.toString();
        try {
            PARSER.merge("{\"" + field.getJsonName() + "\":" + json + "}", blank.newBuilderForType());
            return true;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static void requireObject(JsonNode value, String where) {
        if (!value.isObject()) {
            throw Problem.badRequest(where, "a JSON object");
        }
    }

    private static @Nullable FieldDescriptor find(Descriptor type, String name) {
        return type.getFields().stream()
                .filter(field ->
                        field.getJsonName().equals(name) || field.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static boolean isWellKnown(Descriptor type) {
        return type.getFullName().startsWith("google.protobuf.");
    }

    private static String names(Descriptor type) {
        return type.getFields().stream()
                .map(FieldDescriptor::getJsonName)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String kind(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case STRING -> "a text";
            case INT, LONG ->
                "a whole number in the range of " + field.getType().name().toLowerCase(Locale.ROOT);
            case FLOAT, DOUBLE -> "a number";
            case BOOLEAN -> "true or false";
            case BYTE_STRING -> "base64";
            case ENUM ->
                field.getEnumType().getValues().stream().map(Object::toString).collect(Collectors.joining(", "));
            case MESSAGE -> "a " + field.getMessageType().getName();
        };
    }

    /** The caller chose it: it is echoed, but not at any length. */
    private static String brief(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "...";
    }
}
