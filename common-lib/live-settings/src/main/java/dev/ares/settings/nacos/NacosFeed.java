package dev.ares.settings.nacos;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Executor;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.config.ConfigType;
import com.alibaba.nacos.api.config.listener.Listener;
import com.alibaba.nacos.api.exception.NacosException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.ares.settings.SettingsFeed;

/**
 * Settings pushed by Nacos: the document's name is the data id, the service's name the group. The client keeps the last
 * document that it saw on disk, so that a service that starts while Nacos is down still knows it.
 */
public final class NacosFeed implements SettingsFeed, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NacosFeed.class);

    private final ConfigService nacos;
    private final String group;
    private final Duration patience;

    /**
     * Where Nacos is, and who asks it.
     *
     * @param address {@code host:port}
     * @param namespace empty for the public one
     * @param username empty where nobody has to log in
     * @param password of that user
     */
    public record Server(String address, String namespace, String username, String password) {

        @Override
        public String toString() {
            return "Server[address=" + address + ", namespace=" + namespace + ", username=" + username + "]";
        }

        private Properties properties() {
            var properties = new Properties();
            properties.setProperty(PropertyKeyConst.SERVER_ADDR, address);
            properties.setProperty(PropertyKeyConst.NAMESPACE, namespace);
            if (!username.isEmpty()) {
                properties.setProperty(PropertyKeyConst.USERNAME, username);
                properties.setProperty(PropertyKeyConst.PASSWORD, password);
            }
            return properties;
        }
    }

    /**
     * @param group the service's name
     * @param patience how long a service's start may wait for a document
     */
    public NacosFeed(Server server, String group, Duration patience) {
        this.group = group;
        this.patience = patience;
        try {
            this.nacos = NacosFactory.createConfigService(server.properties());
        } catch (NacosException wrong) {
            throw new IllegalStateException("Nacos client for %s: %s".formatted(server.address(), wrong), wrong);
        }
    }

    @Override
    public void follow(String name, Follower follower) {
        try {
            follower.pushed(nacos.getConfig(name, group, patience.toMillis()));
        } catch (NacosException unreachable) {
            log.warn("Nacos does not say what settings {} are, it is asked on: {}", name, unreachable.getErrMsg());
        }
        try {
            nacos.addListener(name, group, new News(follower));
        } catch (NacosException wrong) {
            throw new IllegalStateException("settings %s cannot be followed: %s".formatted(name, wrong), wrong);
        }
    }

    @Override
    public void publish(String name, String document) {
        try {
            if (nacos.publishConfig(name, group, document, ConfigType.YAML.getType())) {
                return;
            }
        } catch (NacosException unreachable) {
            throw new IllegalStateException(
                    "settings %s cannot be passed on: %s".formatted(name, unreachable.getErrMsg()), unreachable);
        }
        throw new IllegalStateException("settings %s: Nacos does not take them".formatted(name));
    }

    @Override
    public void close() throws NacosException {
        nacos.shutDown();
    }

    /** Runs in the client's own thread. */
    private record News(Follower follower) implements Listener {

        @Override
        public @Nullable Executor getExecutor() {
            return null;
        }

        @Override
        public void receiveConfigInfo(@Nullable String document) {
            follower.pushed(document);
        }
    }
}
