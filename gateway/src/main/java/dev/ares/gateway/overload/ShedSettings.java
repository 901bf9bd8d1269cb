package dev.ares.gateway.overload;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.gateway.endpoint.Endpoint;
import dev.ares.traffic.limit.OverloadSettings;

/**
 * Settings {@code ares.gateway.overload}, from the environment and live from Nacos.
 *
 * @param enabled false: nothing is shed for its priority (default true)
 * @param target for the 99th percentile of the time from a request's last byte to the first of its answer (default 1 s,
 *     since the machine is not known; where it is, what customers are promised)
 * @param patience how long it stays over the target before load is shed (default 3 s)
 * @param recovery how long nobody must have met the limit before it is lifted (default 3 s)
 * @param floor in flight whatever was measured (default 32, by Little's law 40 answers/s at 0.8 of the target: a shop on
 *     two cores that does fewer is cold or broken, and fewer in flight make it no faster)
 * @param ceiling in flight whatever was measured, waiting ones apart (default 1000)
 * @param mostWaiting waiting ones whatever was measured (default 800). Together with the ceiling, the streams that a
 *     service has open and the bodies under way, it is to be less than the connections to one instance
 *     ({@code spring.cloud.gateway.server.webflux.httpclient.pool.max-connections}), or those who wait keep out the others
 * @param samples of fewer answers within two seconds a percentile says nothing (default 20)
 * @param browsingShare of the limit, for what is neither critical nor checkout (default 0.8)
 * @param retryAfter what those who are refused are told to wait (default 2 s)
 * @param critical endpoints that only the ceiling stops
 * @param checkout endpoints that may use the whole limit
 * @param waiting endpoints whose answers take long because they are meant to: they need room and take none, and do not
 *     count in the percentile. A new order with {@code Prefer: wait=SECONDS} takes none either, but counts with its time but
 *     for the wait; while load is shed it is one like any other.
 */
record ShedSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1s") Duration target,
        @DefaultValue("3s") Duration patience,
        @DefaultValue("3s") Duration recovery,
        @DefaultValue("32") int floor,
        @DefaultValue("1000") int ceiling,
        @DefaultValue("800") int mostWaiting,
        @DefaultValue("20") int samples,
        @DefaultValue("0.8") double browsingShare,
        @DefaultValue("2s") Duration retryAfter,
        @DefaultValue List<String> critical,
        @DefaultValue List<String> checkout,
        @DefaultValue List<String> waiting) {

    ShedSettings {
        critical = List.copyOf(critical);
        checkout = List.copyOf(checkout);
        waiting = List.copyOf(waiting);
        if (retryAfter.isNegative() || retryAfter.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("retry-after: %s (expected: 0s to 1h)".formatted(retryAfter));
        }
        // What cannot be understood is refused here, with the reason.
        limiter(target, patience, recovery, floor, ceiling, mostWaiting, samples, browsingShare);
        List.of(critical, checkout, waiting).forEach(Endpoint::all);
    }

    OverloadSettings limiter() {
        return limiter(target, patience, recovery, floor, ceiling, mostWaiting, samples, browsingShare);
    }

    private static OverloadSettings limiter(
            Duration target,
            Duration patience,
            Duration recovery,
            int floor,
            int ceiling,
            int mostWaiting,
            int samples,
            double browsingShare) {
        return new OverloadSettings(target, patience, recovery, floor, ceiling, mostWaiting, samples, browsingShare);
    }
}
