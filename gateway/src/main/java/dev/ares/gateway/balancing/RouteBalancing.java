package dev.ares.gateway.balancing;

import java.util.concurrent.ThreadLocalRandom;

import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.traffic.balance.ConsistentHash;
import dev.ares.traffic.balance.LeastInFlight;
import dev.ares.traffic.balance.Policy;
import dev.ares.traffic.balance.SmoothRoundRobin;

/**
 * How the requests of a route are shared.
 *
 * @param policy by what (default least-in-flight)
 * @param hashBy for consistent-hash: what the key is (default user)
 * @param loadBound for consistent-hash: how many times its share of what is in flight an instance may have before the
 *     next one answers, 1 to 100 (default 1.25)
 */
record RouteBalancing(
        @DefaultValue("least-in-flight") PolicyName policy,
        @DefaultValue("user") HashBy hashBy,
        @DefaultValue("1.25") double loadBound) {

    RouteBalancing {
        if (!(loadBound >= 1 && loadBound <= 100)) {
            throw new IllegalArgumentException("load-bound: %s (expected: 1 to 100)".formatted(loadBound));
        }
    }

    /** One that has chosen nothing yet. */
    Policy start() {
        return switch (policy) {
            case ROUND_ROBIN, WEIGHTED -> new SmoothRoundRobin();
            case LEAST_IN_FLIGHT ->
                new LeastInFlight(() -> ThreadLocalRandom.current().nextDouble());
            case CONSISTENT_HASH -> new ConsistentHash(loadBound);
        };
    }

    /** What an instance weighs of which the registry says so much. */
    double weight(double registered) {
        return policy == PolicyName.ROUND_ROBIN ? 1 : registered;
    }
}
