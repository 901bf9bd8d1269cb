package dev.ares.traffic.balance;

/**
 * An instance that may answer the request in hand, as it stands at this moment.
 *
 * @param id the same for as long as the instance lives, and no other's: host and port
 * @param weight its share beside those of the others; above 0
 * @param inFlight requests to it that are under way from here
 */
public record Candidate(String id, double weight, int inFlight) {

    public Candidate {
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight: %s (expected: above 0)".formatted(weight));
        }
        if (inFlight < 0) {
            throw new IllegalArgumentException("in-flight: %s (expected: 0 or more)".formatted(inFlight));
        }
    }

    boolean isIdle() {
        return inFlight == 0;
    }

    /** How busy it would be for its size with the request in hand. */
    double loadWithOneMore() {
        return (inFlight + 1) / weight;
    }
}
