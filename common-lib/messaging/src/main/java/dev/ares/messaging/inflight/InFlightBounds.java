package dev.ares.messaging.inflight;

/**
 * Between which an {@link InFlightLimit} moves. Equal bounds are a fixed setting.
 *
 * @param min taken on whatever was measured, so that there is always something to measure; at least 1
 * @param max never exceeded: what the dependency, the connections and the memory are known to bear
 */
public record InFlightBounds(int min, int max) {

    public InFlightBounds {
        if (min < 1 || max < min) {
            throw new IllegalArgumentException("in flight: " + min + " to " + max + " (expected: 1 <= min <= max)");
        }
    }

    int clamp(double limit) {
        return (int) Math.max(min, Math.min(max, limit));
    }
}
