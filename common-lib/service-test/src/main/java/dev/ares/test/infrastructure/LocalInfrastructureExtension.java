package dev.ares.test.infrastructure;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Waits for the servers before the first test of a class and hands them to whoever asks. */
final class LocalInfrastructureExtension implements BeforeAllCallback, ParameterResolver {

    @Override
    public void beforeAll(ExtensionContext context) {
        infrastructure(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Infrastructure.class;
    }

    @Override
    public Infrastructure resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return infrastructure(context);
    }

    private static Infrastructure infrastructure(ExtensionContext context) {
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
            var wanted = AnnotationSupport.findAnnotation(type, LocalInfrastructure.class);
            if (wanted.isPresent()) {
                return Infrastructures.get(Infrastructures.Key.of(wanted.get(), type));
            }
        }
        throw new IllegalStateException(context.getRequiredTestClass() + " has no @LocalInfrastructure");
    }
}
