package dev.ares.observability.tracing;

import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.ares.settings.PathForm;

/**
 * Settings {@code ares.sampling}, from the environment and from Nacos: how many of the traces that begin here are recorded. A trace is recorded as a whole or not at all: who begins it
 * decides, for the shop that is the gateway.
 *
 * @param ratio of traces, 0 to 1, where no endpoint says otherwise (default 0.1)
 * @param trustCallers whether the caller's decision is followed (default true); a service that strangers call decides by
 *     itself, and keeps only the trace id
 * @param endpoints the first that fits decides
 */
public record SamplingSettings(
        @DefaultValue("0.1") double ratio,
        @DefaultValue("true") boolean trustCallers,
        @DefaultValue List<Endpoint> endpoints) {

    /**
     * @param endpoint a {@link PathForm simple} Ant-style path pattern, with a method before it or without: {@code POST /api/orders},
     *     {@code /api/orders/*}
     * @param ratio of its traces, 0 to 1
     */
    public record Endpoint(String endpoint, double ratio) {

        public Endpoint {
            requireRatio("ares.sampling.endpoints.ratio of " + endpoint, ratio);
            if (!PathForm.isEndpoint(endpoint)) {
                throw new IllegalArgumentException("ares.sampling.endpoints.endpoint: " + endpoint + " (expected: "
                        + PathForm.EXPECTED_ENDPOINT + ")");
            }
        }
    }

    public SamplingSettings {
        requireRatio("ares.sampling.ratio", ratio);
        endpoints = List.copyOf(endpoints);
    }

    private static void requireRatio(String name, double ratio) {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException(name + ": " + ratio + " (expected: 0 to 1)");
        }
    }
}
