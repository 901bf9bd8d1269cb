package dev.ares.messaging.relay;

/** What became of a message that was given to the broker. */
public sealed interface Delivery {

    StoredMessage message();

    /** The broker has it on all in-sync replicas. */
    record Acknowledged(StoredMessage message) implements Delivery {}

    /** The message itself is at fault, for example too large: sending it again unchanged will not help. */
    record Refused(StoredMessage message, String reason) implements Delivery {}

    /** The broker may have it or not; says nothing about the message, and may be sent again. */
    record Unknown(StoredMessage message, String reason) implements Delivery {}
}
