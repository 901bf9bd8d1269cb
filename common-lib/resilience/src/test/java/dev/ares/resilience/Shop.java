package dev.ares.resilience;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.mock.env.MockEnvironment;

import dev.ares.settings.LiveSettings;
import dev.ares.settings.LiveSettingsFactory;
import dev.ares.settings.SettingsFeed;

/** A service that calls inventory, with settings as they are pushed. */
final class Shop implements SettingsFeed {

    record Calls(@DefaultValue CallSettings inventory) {}

    private @Nullable Follower follower;
    final LiveSettings<Calls> settings;
    final RemoteCall inventory;

    Shop(MeterRegistry metrics, String document) {
        settings = new LiveSettingsFactory(new MockEnvironment(), this, metrics).follow("ares.resilience", Calls.class);
        push(document);
        inventory = new RemoteCalls(metrics).to("inventory", settings, Calls::inventory);
    }

    void push(String document) {
        if (follower != null) {
            follower.pushed(document);
        }
    }

    @Override
    public void follow(String name, Follower whoever) {
        follower = whoever;
    }
}
