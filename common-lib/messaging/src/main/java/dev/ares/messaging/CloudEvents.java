package dev.ares.messaging;

/** The CloudEvents attributes as Kafka headers, in the binary mode of its Kafka binding. */
public final class CloudEvents {

    /** The message id, a UUID. */
    public static final String ID = "ce_id";

    /** The full name of the Protobuf type. */
    public static final String TYPE = "ce_type";

    /** The service that wrote it. */
    public static final String SOURCE = "ce_source";

    /** When it was written, RFC 3339. */
    public static final String TIME = "ce_time";

    public static final String SPEC_VERSION = "ce_specversion";

    public static final String CONTENT_TYPE = "content-type";

    public static final String PROTOBUF = "application/protobuf";

    private CloudEvents() {}
}
