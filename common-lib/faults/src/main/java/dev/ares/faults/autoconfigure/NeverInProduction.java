package dev.ares.faults.autoconfigure;

import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;

/** Refuses to start a service that has both the production profile and fault switches. */
class NeverInProduction implements ApplicationListener<ApplicationContextInitializedEvent> {

    private static final Profiles PRODUCTION = Profiles.of("production");

    @Override
    public void onApplicationEvent(ApplicationContextInitializedEvent event) {
        ConfigurableEnvironment environment = event.getApplicationContext().getEnvironment();
        boolean enabled = environment.getProperty(FaultsAutoConfiguration.ENABLED, Boolean.class, false);
        if (enabled && environment.acceptsProfiles(PRODUCTION)) {
            throw new FaultsInProduction();
        }
    }
}
