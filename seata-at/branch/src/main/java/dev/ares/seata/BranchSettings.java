package dev.ares.seata;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A service's JDBC connections for branches, and the tables that global transactions need. What Seata itself is told stands
 * in {@code ares/seata.yml}.
 *
 * @param connections as many branches at the same time; one that waits for a hot row keeps its connection (default 32)
 * @param longestWait for a connection (default 3 s)
 * @param longestAnswer of the database; a connection that waited longer is given up, and what it did is asked after
 *     (default 20 s: longer than the database lets a transaction last)
 * @param tables where Flyway finds the scripts of these tables (default {@code classpath:db/seata}, the undo log)
 */
@ConfigurationProperties("ares.seata")
public record BranchSettings(
        @DefaultValue("32") int connections,
        @DefaultValue("3s") Duration longestWait,
        @DefaultValue("20s") Duration longestAnswer,
        @DefaultValue("classpath:db/seata") List<String> tables) {

    public BranchSettings {
        tables = List.copyOf(tables);
    }
}
