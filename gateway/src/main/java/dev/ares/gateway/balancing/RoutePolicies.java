package dev.ares.gateway.balancing;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.ares.settings.LiveSettings;
import dev.ares.traffic.balance.Policy;

/** The policies in force. One whose settings stay goes on where it is when others change. */
final class RoutePolicies {

    private volatile InForce inForce;

    RoutePolicies(LiveSettings<BalancingSettings> settings) {
        this.inForce = new InForce(Running.of(settings.get().others()), Map.of());
        settings.nowAndOnChange(this::apply);
    }

    private synchronized void apply(BalancingSettings settings) {
        InForce before = inForce;
        Map<String, Running> routes = new HashMap<>();
        settings.routes()
                .forEach((route, now) -> routes.put(
                        route,
                        before.routes().getOrDefault(route, before.others()).as(now)));
        inForce = new InForce(before.others().as(settings.others()), Map.copyOf(routes));
    }

    /** @param route null for what comes by none */
    Running of(@Nullable String route) {
        InForce now = inForce;
        return route == null ? now.others() : now.routes().getOrDefault(route, now.others());
    }

    private record InForce(Running others, Map<String, Running> routes) {}

    /** A policy and the settings that it came from. */
    record Running(RouteBalancing settings, Policy policy) {

        static Running of(RouteBalancing settings) {
            return new Running(settings, settings.start());
        }

        Running as(RouteBalancing now) {
            return now.equals(settings) ? this : of(now);
        }
    }
}
