package dev.ares.gateway.canary;

import java.time.Duration;

/**
 * What became of requests.
 *
 * @param requests all of them
 * @param failures those that failed
 * @param timed those that were answered and did not wait on purpose
 * @param p99 of the time to the first byte of these
 */
record Outcomes(long requests, long failures, long timed, Duration p99) {

    double errorRate() {
        return requests == 0 ? 0 : (double) failures / requests;
    }
}
