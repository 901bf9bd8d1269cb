package dev.ares.gateway.routes;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.ares.settings.LiveSettings;

/**
 * Looks over what other settings say of routes. A name that no route has is most often a typing mistake; it is not refused,
 * since the route may be pushed next.
 */
public final class NamedRoutes {

    private static final Logger log = LoggerFactory.getLogger(NamedRoutes.class);

    private final LiveSettings<RouteTable> table;

    NamedRoutes(LiveSettings<RouteTable> table) {
        this.table = table;
    }

    /** Says in the log which of the names no route has. */
    public void lookOver(String settings, Set<String> names) {
        Set<String> unknown = without(names, ServiceRoute::id);
        if (!unknown.isEmpty()) {
            log.warn("Settings {} name {}: no route has this id now", settings, unknown);
        }
    }

    /** Says in the log to which of the services no route leads. */
    public void lookOverServices(String settings, Set<String> services) {
        Set<String> unknown = without(services, ServiceRoute::service);
        if (!unknown.isEmpty()) {
            log.warn("Settings {} name {}: no route leads to this service now", settings, unknown);
        }
    }

    private Set<String> without(Set<String> names, Function<ServiceRoute, String> known) {
        Set<String> unknown = new TreeSet<>(names);
        table.get().table().forEach(route -> unknown.remove(known.apply(route)));
        return unknown;
    }
}
