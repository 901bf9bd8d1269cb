package dev.ares.inventory.application;

import java.util.Collection;
import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.Availability;
import dev.ares.inventory.domain.Sku;

/** What is available, kept where reading it costs the database nothing. May lag, lack entries, or be out of reach. */
public interface AvailabilityView {

    /** What it knows of these; an error, soon, when it is out of reach. */
    Mono<List<Availability>> find(Collection<Sku> skus);

    /** Keeps those that are newer than what it has; an error when it is out of reach. */
    Mono<Void> keep(List<Availability> availabilities);
}
