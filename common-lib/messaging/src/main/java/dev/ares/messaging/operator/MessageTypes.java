package dev.ares.messaging.operator;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;

/** The message types that people can read: payloads are shown as JSON by their descriptors. */
public final class MessageTypes {

    private final Map<String, Descriptor> types;

    private MessageTypes(Map<String, Descriptor> types) {
        this.types = types;
    }

    public static MessageTypes of(FileDescriptor... files) {
        return new MessageTypes(Arrays.stream(files)
                .flatMap(file -> file.getMessageTypes().stream())
                .collect(Collectors.toUnmodifiableMap(Descriptor::getFullName, type -> type)));
    }

    /** The payload as JSON; empty when the type is not known or the payload is not of it. */
    public Optional<String> json(String type, byte[] payload) {
        Descriptor known = types.get(type);
        if (known == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonFormat.printer().print(DynamicMessage.parseFrom(known, payload)));
        } catch (InvalidProtocolBufferException garbled) {
            return Optional.empty();
        }
    }
}
