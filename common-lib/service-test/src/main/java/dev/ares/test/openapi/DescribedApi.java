package dev.ares.test.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

/**
 * The calls of a REST API, each as {@code GET /api/orders/{id}}: those that an OpenAPI document describes, and those that
 * controllers serve. Needs no server, and makes no controller.
 */
public final class DescribedApi {

    /** In a mapping that is the same in each service. */
    private static final String SERVICE_NAME = "${spring.application.name}";

    /** What is not a method in a path item. */
    private static final Set<String> BESIDE_METHODS = Set.of("parameters", "summary", "description", "servers");

    private DescribedApi() {}

    /** @param resource on the class path, such as {@code ares/openapi/order-service.yaml} */
    public static Set<String> described(String resource) {
        Map<String, Map<String, Map<String, Object>>> document = read(resource);
        Set<String> calls = new TreeSet<>();
        document.getOrDefault("paths", Map.of()).forEach((path, item) -> item.keySet().stream()
                .filter(key -> !BESIDE_METHODS.contains(key))
                .forEach(method -> calls.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return calls;
    }

    private static Map<String, Map<String, Map<String, Object>>> read(String resource) {
        try (var in = new ClassPathResource(resource).getInputStream()) {
            return new Yaml().load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What the controllers of these packages serve to the outside; {@code /internal/**} is not described. The service's own
     * name in a path is {@code {service}}.
     */
    public static Set<String> served(String... packages) {
        try (GenericApplicationContext controllers = controllers(packages)) {
            RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();
            mapping.setApplicationContext(controllers);
            mapping.setEmbeddedValueResolver(text -> text.replace(SERVICE_NAME, "{service}"));
            mapping.afterPropertiesSet();
            Set<String> calls = new TreeSet<>();
            mapping.getHandlerMethods().keySet().forEach(info -> addCalls(info, calls));
            calls.removeIf(call -> call.contains(" /internal/"));
            return calls;
        }
    }

    private static void addCalls(RequestMappingInfo info, Set<String> calls) {
        info.getPatternsCondition().getPatterns().forEach(path -> info.getMethodsCondition()
                .getMethods()
                .forEach(method -> calls.add(method + " " + path.getPatternString())));
    }

    /** Known by their types alone: they are lazy, and nobody asks for one. */
    private static GenericApplicationContext controllers(String... packages) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        var context = new GenericApplicationContext();
        Arrays.stream(packages)
                .flatMap(name -> scanner.findCandidateComponents(name).stream())
                .filter(found -> !String.valueOf(found.getResourceDescription()).contains("test-classes"))
                .forEach(found -> register(found, context));
        context.refresh();
        return context;
    }

    private static void register(BeanDefinition controller, GenericApplicationContext context) {
        controller.setLazyInit(true);
        context.registerBeanDefinition(String.valueOf(controller.getBeanClassName()), controller);
    }
}
