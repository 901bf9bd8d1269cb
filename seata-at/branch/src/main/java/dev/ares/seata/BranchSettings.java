package dev.ares.seata;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A service's JDBC connections for branches. What Seata itself is told stands in {@code ares/seata.yml}.
 *
 * @param connections as many branches at the same time; one that waits for a hot row keeps its connection (default 32)
 * @param longestWait for a connection (default 3 s)
 */
@ConfigurationProperties("ares.seata")
public record BranchSettings(
        @DefaultValue("32") int connections,
        @DefaultValue("3s") Duration longestWait) {}
