package dev.ares.order.config;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the order service. How often and how long other services are tried: {@link OrderCalls}; for how long their
 * answers are used again: {@link OrderCaches}.
 *
 * @param placing how many orders are written together
 * @param profiles asking user-service who a customer is
 * @param following waiting for orders
 */
@ConfigurationProperties("ares.order")
public record OrderSettings(
        @DefaultValue Placing placing,
        @DefaultValue Profiles profiles,
        @DefaultValue Following following) {

    /**
     * @param largestBatch orders in one transaction; what comes while one is under way, and for as long again while others
     *     follow it, is the next batch (default 200)
     * @param waiting orders that may wait for their batch (default 2000)
     * @param longestWait how long each may wait (default 20 s)
     */
    public record Placing(
            @DefaultValue("200") int largestBatch,
            @DefaultValue("2000") int waiting,
            @DefaultValue("20s") Duration longestWait) {}

    /** @param longestWait how long an order may wait for a profile (default 50 ms) */
    public record Profiles(@DefaultValue("50ms") Duration longestWait) {}

    /**
     * @param longestWait the most that {@code Prefer: wait} is honoured with, well below the gateway's own time-out
     *     (default 20 s)
     * @param lookInterval how often a waiting request looks for what another replica did (default 1 s)
     * @param heartbeat the time between two comments in a stream of events (default 15 s)
     * @param longestStream after which a stream of events ends (default 10 min)
     * @param mostStreams open at the same time in this process; each costs a connection and some memory (default 500)
     * @param mostStreamsOfACustomer open at the same time in this process (default 20)
     * @param mostWaits requests that wait at the same time in this process; each costs a connection, too. Beyond it an order
     *     is answered at once, as one without {@code Prefer: wait} (default 600)
     * @param mostWaitsOfACustomer at the same time in this process (default 64)
     */
    public record Following(
            @DefaultValue("20s") Duration longestWait,
            @DefaultValue("1s") Duration lookInterval,
            @DefaultValue("15s") Duration heartbeat,
            @DefaultValue("10m") Duration longestStream,
            @DefaultValue("500") int mostStreams,
            @DefaultValue("20") int mostStreamsOfACustomer,
            @DefaultValue("600") int mostWaits,
            @DefaultValue("64") int mostWaitsOfACustomer) {}
}
