package dev.ares.gateway.canary;

import java.time.Duration;

/**
 * What became of requests.
 *
 * @param requests all of them
 * @param failures those that failed
 * @param p99 of the time to the first byte of those that did not
 */
record Outcomes(long requests, long failures, Duration p99) {

    double errorRate() {
        return requests == 0 ? 0 : (double) failures / requests;
    }
}
