package dev.ares.observability;

import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.util.PlaceholderResolutionException;

/**
 * Refuses to start a service whose configuration names a variable that is not set: a secret has no default and is
 * written as a bare <code>${ARES_...}</code>. Spring's binder would otherwise take that very text for the value.
 */
class RequiredVariables implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
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

    /** After the configuration files were read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
