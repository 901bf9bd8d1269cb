package dev.ares.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.Environment;

/** Binds a record from a pushed document over the environment over the record's own defaults. */
final class SettingsBinder {

    private final Environment environment;

    SettingsBinder(Environment environment) {
        this.environment = environment;
    }

    /**
     * The settings under a prefix.
     *
     * @param document what was pushed; null or blank for nothing. A key that the record does not have is refused, since a
     *     typing mistake would else be taken for consent
     */
    <T> T bind(String prefix, Class<T> type, @Nullable String document) {
        Map<String, Object> pushed =
                document == null || document.isBlank() ? Map.of() : SettingsDocument.read(prefix, document);
        ConfigurationPropertySource source = new MapConfigurationPropertySource(pushed);
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        sources.add(source);
        ConfigurationPropertySources.get(environment).forEach(sources::add);
        var binder = new Binder(sources, new PropertySourcesPlaceholdersResolver(environment));
        var strict = new NoUnboundElementsBindHandler(BindHandler.DEFAULT, each -> each == source);
        return binder.bindOrCreate(prefix, Bindable.of(type), strict);
    }
}
