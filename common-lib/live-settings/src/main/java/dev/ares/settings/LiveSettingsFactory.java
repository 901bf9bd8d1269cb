package dev.ares.settings;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.core.env.Environment;

/** Makes {@link LiveSettings}. One of them per service; each record has a document of its own. */
public final class LiveSettingsFactory {

    private final SettingsBinder binder;
    private final SettingsFeed feed;
    private final MeterRegistry metrics;
    private final Set<String> followed = ConcurrentHashMap.newKeySet();

    public LiveSettingsFactory(Environment environment, SettingsFeed feed, MeterRegistry metrics) {
        this.binder = new SettingsBinder(environment);
        this.feed = feed;
        this.metrics = metrics;
    }

    /**
     * Settings bound from the document of this name, over the environment's properties of this prefix, over the record's
     * defaults. Waits a few seconds at most for what was pushed before; when the feed is out of reach, starts with what
     * the environment says and takes the document over when it comes.
     *
     * <p>Pushes are counted as {@code ares.settings.pushes{settings, outcome="applied"|"refused"}}.
     *
     * @param prefix of the properties, and the document's name: {@code ares.inventory.stock-policy}
     * @param type an immutable record, bound by its constructor, which refuses what is not valid
     * @throws org.springframework.boot.context.properties.bind.BindException when the environment is not valid
     */
    public <T> LiveSettings<T> follow(String prefix, Class<T> type) {
        var settings = new LiveSettings<T>(
                prefix,
                document -> binder.bind(prefix, type, document),
                applied -> count(prefix, applied),
                document -> feed.publish(prefix, document));
        followed.add(prefix);
        feed.follow(prefix, settings::push);
        return settings;
    }

    /** The names of the documents that are followed by now. */
    public Set<String> followed() {
        return Set.copyOf(followed);
    }

    private void count(String prefix, boolean applied) {
        metrics.counter("ares.settings.pushes", "settings", prefix, "outcome", applied ? "applied" : "refused")
                .increment();
    }
}
