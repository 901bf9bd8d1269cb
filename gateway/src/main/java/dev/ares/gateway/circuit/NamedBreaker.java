package dev.ares.gateway.circuit;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.ares.resilience.BreakerSettings;

/** What is said of one route; what is not is as for the others. */
record NamedBreaker(
        @Nullable Double failureShare,
        @Nullable Duration window,
        @Nullable Integer minimumCalls,
        @Nullable Duration openFor,
        @Nullable Integer probes,
        @Nullable Duration patience) {

    BreakerSettings over(BreakerSettings others) {
        return new BreakerSettings(
                failureShare == null ? others.failureShare() : failureShare,
                window == null ? others.window() : window,
                minimumCalls == null ? others.minimumCalls() : minimumCalls,
                openFor == null ? others.openFor() : openFor,
                probes == null ? others.probes() : probes,
                patience == null ? others.patience() : patience);
    }
}
