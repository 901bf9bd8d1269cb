package dev.ares.gateway.routes;

import java.util.HashSet;
import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code ares.gateway.routes}, from the environment and live from Nacos. A push states all routes: one that it
 * leaves out is gone.
 *
 * @param table the first whose path fits decides; what none fits is 404
 */
record RouteTable(@DefaultValue List<ServiceRoute> table) {

    RouteTable {
        table = List.copyOf(table);
        if (table.isEmpty()) {
            throw new IllegalArgumentException("ares.gateway.routes.table: none (expected: at least one route)");
        }
        var seen = new HashSet<String>();
        for (ServiceRoute route : table) {
            if (!seen.add(route.id())) {
                throw new IllegalArgumentException(
                        "ares.gateway.routes.id: %s (expected: each id once)".formatted(route.id()));
            }
        }
    }
}
