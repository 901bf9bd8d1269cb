package dev.ares.observability;

import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;

import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.util.PlaceholderResolutionException;

/**
 * Refuses to start a service whose configuration names a variable that is not set: a secret has no default and is
 * written as a bare <code>${ARES_...}</code>. Spring's binder would otherwise take that very text for the value.
 */
class RequiredVariables implements ApplicationListener<ApplicationContextInitializedEvent> {

    /** The environment is complete, with what a test or an initializer adds, and no bean exists yet. */
    @Override
    public void onApplicationEvent(ApplicationContextInitializedEvent event) {
        ConfigurableEnvironment environment = event.getApplicationContext().getEnvironment();
        Collection<String> missing = new TreeSet<>();
        environment.getPropertySources().stream()
                .filter(OriginTrackedMapPropertySource.class::isInstance)
                .map(EnumerablePropertySource.class::cast)
                .flatMap(source -> Arrays.stream(source.getPropertyNames()))
                .forEach(name -> resolve(environment, name, missing));
        if (!missing.isEmpty()) {
            throw new MissingVariables(missing);
        }
    }

    private static void resolve(ConfigurableEnvironment environment, String name, Collection<String> missing) {
        try {
            environment.getProperty(name);
        } catch (PlaceholderResolutionException e) {
            missing.add(e.getPlaceholder());
        }
    }
}
