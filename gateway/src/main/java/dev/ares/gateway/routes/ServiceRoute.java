package dev.ares.gateway.routes;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.support.NameUtils;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

import dev.ares.settings.PathForm;

/**
 * Paths of a service that are open to callers. Paths are passed on unchanged, so what is not below {@code /api/} or
 * {@code /.well-known/} stays inside, whatever is pushed: {@code /internal/**}, health, metrics, gRPC.
 *
 * @param id stands in metrics and in the answer's {@code X-Ares-Route}; lower-case letters, digits and dashes
 * @param service by its name in the registry; never an address, and not the gateway itself
 * @param paths {@link PathForm simple} patterns such as {@code /api/orders/*}, {@code /api/products/**}
 * @param streams true: an answer may take as long as it likes, as events do (default false)
 * @param timeout how long an attempt may take, from looking for a connection to the first byte of the answer, 100 ms to
 *     5 min; then the caller gets 504. The sending of the request's body counts. None where it streams (default: that of all
 *     routes, {@code spring.cloud.gateway.server.webflux.httpclient.response-timeout}, 30 s)
 */
record ServiceRoute(
        @DefaultValue("") String id,
        @DefaultValue("") String service,
        @DefaultValue List<String> paths,
        @DefaultValue("false") boolean streams,
        @Nullable Duration timeout) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** Where an open path begins; nothing in it may be written in two ways, nor lead up again. */
    private static final Pattern OPEN = Pattern.compile("(?!.*(\\.\\.|//|[%;\\\\\\s]))/(api|\\.well-known)/.+");

    private static final String OURSELVES = "gateway";

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    ServiceRoute {
        require(NAME.matcher(id).matches(), "id", id, "lower-case letters, digits, dashes");
        require(
                NAME.matcher(service).matches() && !service.equals(OURSELVES),
                "service of " + id,
                service,
                "the name of a service, not the gateway");
        require(!paths.isEmpty(), "paths of " + id, "none", "at least one");
        paths = List.copyOf(paths);
        if (timeout != null) {
            require(!streams, "timeout of " + id, timeout.toString(), "none where it streams");
            require(isInRange(timeout), "timeout of " + id, timeout.toString(), "100ms to 5m");
        }
        for (String path : paths) {
            require(
                    OPEN.matcher(path).matches() && PathForm.isSimple(path) && isPattern(path),
                    "paths of " + id,
                    path,
                    "a path pattern below /api/ or /.well-known/, such as /api/orders/*; " + PathForm.EXPECTED);
        }
    }

    private static boolean isInRange(Duration timeout) {
        return timeout.compareTo(SHORTEST) >= 0 && timeout.compareTo(LONGEST) <= 0;
    }

    private static boolean isPattern(String path) {
        try {
            PathPatternParser.defaultInstance.parse(path);
            return true;
        } catch (PatternParseException e) {
            return false;
        }
    }

    private static void require(boolean fulfilled, String name, String value, String expected) {
        if (!fulfilled) {
            throw new IllegalArgumentException(
                    "ares.gateway.routes.%s: %s (expected: %s)".formatted(name, value, expected));
        }
    }

    RouteDefinition definition() {
        RouteDefinition route = new RouteDefinition();
        route.setId(id);
        route.setUri(URI.create("lb://" + service));
        PredicateDefinition onPath = new PredicateDefinition();
        onPath.setName("Path");
        IntStream.range(0, paths.size()).forEach(i -> onPath.addArg(NameUtils.generateName(i), paths.get(i)));
        route.setPredicates(List.of(onPath));
        if (streams) {
            Streams.mark(route);
        } else if (timeout != null) {
            route.getMetadata().put(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR, Long.toString(timeout.toMillis()));
        }
        return route;
    }
}
