package dev.ares.settings.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where live settings come from.
 *
 * @param enabled whether Nacos is asked at all; false leaves the settings as the environment says (default true)
 * @param serverAddress {@code host:port} of Nacos (default {@code 127.0.0.1:8848})
 * @param namespace of Nacos (default: the public one)
 * @param username to log in to Nacos with (default: nobody logs in)
 * @param password of that user, not in any text of this record (default: none)
 * @param patience how long the start waits for each document (default 3 s)
 */
@ConfigurationProperties("ares.settings.nacos")
record LiveSettingsProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("127.0.0.1:8848") String serverAddress,
        @DefaultValue("") String namespace,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("3s") Duration patience) {

    @Override
    public String toString() {
        return "LiveSettingsProperties[enabled=" + enabled + ", serverAddress=" + serverAddress + ", namespace="
                + namespace + ", username=" + username + ", patience=" + patience + "]";
    }
}
