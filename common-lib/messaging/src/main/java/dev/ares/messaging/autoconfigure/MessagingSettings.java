package dev.ares.messaging.autoconfigure;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the library.
 *
 * @param bootstrapServers the brokers, {@code host:port} separated by commas
 * @param source the CloudEvents source of what this service sends; {@code spring.application.name} unless set
 * @param namespace put with a dot before the names of topics and consumer groups, so that several shops, or tests, share
 *     a broker; none unless set
 * @param outbox how messages are sent
 * @param inbox how messages are received
 * @param topics how topics are created that do not exist
 * @param properties further properties of all Kafka clients, for example {@code security.protocol}
 */
@ConfigurationProperties("ares.messaging")
public record MessagingSettings(
        @DefaultValue("127.0.0.1:9092") String bootstrapServers,
        @Nullable String source,
        @DefaultValue("") String namespace,
        @DefaultValue OutboxSettings outbox,
        @DefaultValue InboxSettings inbox,
        @DefaultValue TopicSettings topics,
        @DefaultValue Map<String, String> properties) {

    /**
     * @param lease how long a message belongs to the process that wrote or took it; when that dies, others wait as long
     * @param deliveryTimeout how long the producer tries to deliver, retries included
     * @param maxBlock how long the producer may wait for a broker or for memory before it tries
     * @param queueCapacity messages handed over in memory and not sent yet; what does not fit is left to the poller
     * @param maxInFlight messages sent and not yet written down as processed
     * @param batchSize messages that the poller holds, sends and marks in one transaction; two such are under way at most
     * @param pollInterval how often the poller looks for messages that nobody sends
     * @param markDelay how long marks gather before they are written; what was sent in that time is sent again when the
     *     process dies
     * @param maxAttempts how often a message is tried that is itself at fault, before it is parked as failed
     * @param retention how long processed messages stay in the table, at least; at most 36 hours
     */
    public record OutboxSettings(
            @DefaultValue("20s") Duration lease,
            @DefaultValue("8s") Duration deliveryTimeout,
            @DefaultValue("4s") Duration maxBlock,
            @DefaultValue("10000") int queueCapacity,
            @DefaultValue("2000") int maxInFlight,
            @DefaultValue("1000") int batchSize,
            @DefaultValue("1s") Duration pollInterval,
            @DefaultValue("1s") Duration markDelay,
            @DefaultValue("3") int maxAttempts,
            @DefaultValue("24h") Duration retention) {

        public OutboxSettings {
            if (markDelay.isNegative()) {
                throw new IllegalArgumentException(
                        "ares.messaging.outbox.mark-delay: " + markDelay + " (expected: 0 or more)");
            }
            Duration untilMarked = deliveryTimeout.plus(maxBlock).plus(markDelay);
            if (lease.compareTo(untilMarked) <= 0) {
                throw new IllegalArgumentException("ares.messaging.outbox.lease: " + lease
                        + " (expected: longer than delivery-timeout, max-block and mark-delay together, " + untilMarked
                        + ")");
            }
            if (retention.isNegative() || retention.compareTo(Duration.ofHours(36)) > 0) {
                throw new IllegalArgumentException(
                        "ares.messaging.outbox.retention: " + retention + " (expected: 0 to 36 hours)");
            }
        }
    }

    /**
     * @param batchSize records applied in one transaction, at most; more that are in flight share further ones
     * @param sessionTimeout after which the partitions of a dead process go to another
     * @param retention how long an applied message is remembered; longer than a repetition may come late
     */
    public record InboxSettings(
            @DefaultValue("500") int batchSize,
            @DefaultValue("10s") Duration sessionTimeout,
            @DefaultValue("48h") Duration retention) {}

    /** What a topic is created with; one that exists is left as it is. */
    public record TopicSettings(
            @DefaultValue("6") int partitions,
            @DefaultValue("1") short replication) {}
}
