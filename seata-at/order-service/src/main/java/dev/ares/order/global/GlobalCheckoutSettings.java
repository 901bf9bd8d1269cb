package dev.ares.order.global;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many checkouts are decided at once. Each takes a thread from the first call to the provider until its global
 * transaction is committed, and one of the {@code ares.seata.connections} for a part of that time.
 *
 * @param threads checkouts under way in this process (default 32)
 * @param waiting checkouts that may wait for each of these threads; more are left for the next attempt (default 100)
 */
@ConfigurationProperties("ares.seata.checkouts")
record GlobalCheckoutSettings(
        @DefaultValue("32") int threads,
        @DefaultValue("100") int waiting) {}
