package dev.ares.local.teststack;

import java.util.Properties;

/**
 * Where the servers of a test stack listen once they have been asked for, all on 127.0.0.1.
 *
 * @param supervisor process id
 */
public record StackDescription(
        long supervisor, int postgres, String postgresPassword, int redis, int kafka, int kafkaController, int nacos) {

    static StackDescription from(Properties properties) {
        return new StackDescription(
                Long.parseLong(properties.getProperty("supervisor")),
                Integer.parseInt(properties.getProperty("postgres")),
                properties.getProperty("postgres.password"),
                Integer.parseInt(properties.getProperty("redis")),
                Integer.parseInt(properties.getProperty("kafka")),
                Integer.parseInt(properties.getProperty("kafka.controller")),
                Integer.parseInt(properties.getProperty("nacos")));
    }

    Properties toProperties() {
        var properties = new Properties();
        properties.setProperty("supervisor", Long.toString(supervisor));
        properties.setProperty("postgres", Integer.toString(postgres));
        properties.setProperty("postgres.password", postgresPassword);
        properties.setProperty("redis", Integer.toString(redis));
        properties.setProperty("kafka", Integer.toString(kafka));
        properties.setProperty("kafka.controller", Integer.toString(kafkaController));
        properties.setProperty("nacos", Integer.toString(nacos));
        return properties;
    }
}
