package dev.ares.test.infrastructure;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Makes the environment of a service visible to the Spring contexts of classes with {@link LocalInfrastructure}. */
final class InfrastructureContextCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        var found = TestContextAnnotationUtils.findAnnotationDescriptor(testClass, LocalInfrastructure.class);
        return found == null
                ? null
                : new EnvironmentCustomizer(
                        Infrastructures.Key.of(found.getAnnotation(), found.getRootDeclaringClass()));
    }

    /** Spring shares a context between classes whose customizers are equal. */
    private record EnvironmentCustomizer(Infrastructures.Key key) implements ContextCustomizer {

        /** Behind the properties that a test sets itself, in front of everything from outside of it. */
        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
            Map<String, Object> properties = Map.copyOf(Infrastructures.get(key).properties());
            context.getEnvironment()
                    .getPropertySources()
                    .addBefore(
                            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
                            new MapPropertySource("local infrastructure", properties));
        }
    }
}
